"""The shipped topics, and how an article's storylines are chosen among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.seeds import build
from monitor.seeds.topics import topics
from monitor.text import COMMON, fold, folded_words, rarity

LANGUAGES = ("en", "es", "fr", "de", "pt", "it")
SHIPPED = Path(__file__).parents[2] / "seeds" / "maduro-talks.txt"


def storylines(article: str) -> list[str]:
    return [one.slug for one in build(article, "x").storylines]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_topic_speaks_every_language(code: str) -> None:
    assert [topic.slug for topic in topics() if len(topic.terms.get(code, ())) < 3] == []


def test_no_term_is_an_everyday_word_or_a_stem_that_covers_too_much() -> None:
    terms = {term for topic in topics() for words in topic.terms.values() for term in words}
    assert [term for term in terms if term.endswith("*") and len(fold(term)) < 4] == []
    single = [term for term in terms if len(folded_words(term)) == 1]
    assert [term for term in single if rarity(fold(term)) < COMMON] == []


@pytest.mark.parametrize(
    "word",
    [
        *("media", "medianoche", "medio", "stable", "stability", "brand", "boots", "process"),
        *("shipment", "fiscal", "bill", "reunion", "legal", "named", "alleged", "final", "goal"),
    ],
)
def test_ordinary_words_touch_no_topic(word: str) -> None:
    headline = f"they spoke of {word} yesterday"
    assert storylines(headline) == ["-".join(headline.split()[:4])]


def test_the_shipped_article_gives_its_threads_by_itself() -> None:
    found = set(storylines(SHIPPED.read_text("utf-8")))
    threads = {
        *("talks", "ground-forces", "boat-strikes", "terror-designation", "reward"),
        *("naval-presence", "opposition", "legality", "mediation", "oil"),
    }
    assert len(threads & found) >= 8, sorted(threads - found)
    assert len(found) <= 14


def test_two_topics_in_one_sentence_make_the_thread_that_stands_for_both() -> None:
    assert "boat-strikes" in storylines("Missiles hit a tanker off the coast; three boats sank.")
    apart = storylines("A ferry left the port at noon.\n\nAn explosion shook the town hall later.")
    assert {"boats", "strikes"} <= set(apart)
    assert "boat-strikes" not in apart


def test_a_sentence_of_its_own_outweighs_one_more_word_about_the_same() -> None:
    strikes = "Missiles, drones, raids and bombs: an attack, an airstrike and an explosion."
    many = "\n\n".join(
        [strikes, *(f"The {word} went on." for word in ("truce", "sanctions", "vote"))]
    )
    assert {"ceasefire", "sanctions", "election"} <= set(storylines(many))


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Les pourparlers de paix ont repris à Genève selon un émissaire de la région", "talks"),
        ("Die Polizei hat den Verdächtigen nach der Schießerei in der Stadt verhaftet", "arrest"),
        ("O terremoto deixou mais de cem mortos no sul do país, disse o governo", "earthquake"),
        ("Il governo ha annunciato nuove sanzioni contro la banca della regione", "sanctions"),
    ],
)
def test_an_article_in_any_of_the_languages_is_read(headline: str, slug: str) -> None:
    profile = build(headline, "x")
    found = {one.slug: one for one in profile.storylines}
    assert slug in found
    assert set(found[slug].terms) == set(LANGUAGES)
