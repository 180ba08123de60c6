"""Profile files: what is written is read back, and what is wrong is named, all of it at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from monitor.errors import WrongContent
from monitor.model import Entity, Known, Profile, Storyline
from monitor.seeds import build, read, render
from tests.seeds import articles

GOOD = """
seed = "ferry"
title = "The ferry"
languages = ["en"]
[[entities]]
name = "Halmar Star"
[[storylines]]
slug = "inquiry"
title = "Inquiry"
terms.en = ["inquiry"]
"""


def written(folder: Path, text: str, name: str = "ferry.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(WrongContent) as refused:
        read(written(folder, text))
    return [str(problem).removeprefix(f"{folder}/") for problem in refused.value.problems]


@pytest.mark.parametrize("article", articles.EVERYTHING)
def test_a_built_profile_survives_its_file(tmp_path: Path, article: str) -> None:
    built = build(article, "ferry", published=date(2026, 3, 2))
    path = written(tmp_path, render(built))
    path.with_suffix(".txt").write_text(article, "utf-8")
    assert read(path) == built


def test_every_part_of_a_profile_survives_its_file(tmp_path: Path) -> None:
    profile = Profile(
        seed="a-1",
        title='He said "no"\\, and left\x7f\t—\u2028 end',
        published=None,
        languages=("es", "en"),
        entities=(
            Entity(
                name="Nicolás Maduro",
                kind="person",
                weight=0.00001,
                anchor=True,
                aliases=("Maduro", "🔥"),
                namesakes=("Ian Machado",),
            ),
            Entity(name="O'Brien"),
        ),
        storylines=(
            Storyline(
                slug="boat-strikes",
                title="Strikes",
                terms={"en": ("boat*",), "es": ("lancha*", "más")},
                watch_numbers=("killed",),
                known=(
                    Known(fact="killed", value="80+"),
                    Known(fact="reward", value="$50 million"),
                ),
            ),
            Storyline(slug="empty", title="Empty"),
        ),
        exclude=("miss universe",),
        thresholds={"match": 0.35},
    )
    assert read(written(tmp_path, render(profile))) == profile


def test_a_bare_file_takes_the_defaults(tmp_path: Path) -> None:
    profile = read(written(tmp_path, GOOD))
    assert profile.languages == ("en",)
    assert profile.published is None
    assert profile.article == ""
    assert profile.entities == (Entity(name="Halmar Star", weight=0.5),)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert read(written(tmp_path, "\ufeff" + GOOD)).seed == "ferry"


def test_all_mistakes_are_named_at_once_with_what_was_meant(tmp_path: Path) -> None:
    text = """
sead = "ferry"
seed = "Ferry One"
languages = []
published = "yesterday"
[thresholds]
mach = 0.3
match = 7
[[entities]]
nam = "x"
weight = 2
kind = "persn"
anchor = "yes"
alias = ["y"]
[[entities]]
name = ""
not = "Other Star"
[[storylines]]
slug = "Bad Slug"
terms.english = ["x"]
watch_number = ["killed"]
known = [{fact = "killed", valu = "80"}]
[exclude]
term = ["x"]
"""
    assert problems(tmp_path, text) == [
        'ferry.toml: seed: is "Ferry One" (needs small letters, digits and hyphens)',
        "ferry.toml: published: is 'yesterday' (needs a date such as 2025-11-18)",
        "ferry.toml: title: is missing (needs text in quotes)",
        'ferry.toml: languages: is empty (name the language of the article, such as ["en"])',
        "ferry.toml: entities[1].weight: is 2.0 (needs a number from 0 to 1)",
        'ferry.toml: entities[1].kind: is "persn" (did you mean "person"?)',
        "ferry.toml: entities[1].name: is missing (needs text in quotes)",
        "ferry.toml: entities[1].anchor: is 'yes' (needs true or false)",
        'ferry.toml: entities[1].nam: is not a known key (did you mean "name"?)',
        'ferry.toml: entities[1].alias: is not a known key (did you mean "aliases"?)',
        "ferry.toml: entities[2].name: is empty (say something or take the table out)",
        'ferry.toml: storylines[1].slug: is "Bad Slug" (needs small letters, digits and hyphens)',
        (
            'ferry.toml: storylines[1].terms: holds "english" '
            '(needs codes of two letters, such as "en")'
        ),
        "ferry.toml: storylines[1].title: is missing (needs text in quotes)",
        "ferry.toml: storylines[1].known[1].value: is missing (needs text in quotes)",
        'ferry.toml: storylines[1].known[1].valu: is not a known key (did you mean "value"?)',
        'ferry.toml: storylines[1].watch_number: is not a known key (did you mean "watch_numbers"?)',
        'ferry.toml: exclude.term: is not a known key (did you mean "terms"?)',
        "ferry.toml: thresholds.match: is 7.0 (needs a number from 0 to 1)",
        'ferry.toml: thresholds.mach: is not a known key (did you mean "match"?)',
        'ferry.toml: sead: is not a known key (did you mean "seed"?)',
    ]


@pytest.mark.parametrize(
    "slug", ["Ferry", "my ferry", "ferry_1", "-ferry", "ferry-", "a--b", "a/b", "*", ""]
)
def test_a_slug_is_small_letters_digits_and_hyphens(tmp_path: Path, slug: str) -> None:
    text = GOOD.replace('seed = "ferry"', f'seed = "{slug}"')
    assert problems(tmp_path, text) == [
        f'ferry.toml: seed: is "{slug}" (needs small letters, digits and hyphens)'
    ]
    text = GOOD.replace('slug = "inquiry"', f'slug = "{slug}"')
    assert problems(tmp_path, text) == [
        f'ferry.toml: storylines[1].slug: is "{slug}" (needs small letters, digits and hyphens)'
    ]


def test_two_of_a_name_are_refused(tmp_path: Path) -> None:
    twice = (
        GOOD + '[[entities]]\nname = "Halmar Star"\n[[storylines]]\nslug = "inquiry"\ntitle = "B"\n'
    )
    assert problems(tmp_path, twice) == [
        'ferry.toml: entities: names "Halmar Star" twice (merge the two)',
        'ferry.toml: storylines: names "inquiry" twice (merge the two)',
    ]


@pytest.mark.parametrize("value", ["-0.1", "1.1", "nan", "inf", "true", '"high"'])
def test_a_threshold_is_a_number_from_0_to_1(tmp_path: Path, value: str) -> None:
    (problem,) = problems(tmp_path, f"{GOOD}[thresholds]\nmatch = {value}\n")
    assert "thresholds.match" in problem


@pytest.mark.parametrize(("value", "expected"), [("0", 0.0), ("1", 1.0), ("0.35", 0.35)])
def test_a_threshold_may_be_any_of_them(tmp_path: Path, value: str, expected: float) -> None:
    assert read(written(tmp_path, f"{GOOD}[thresholds]\nmatch = {value}\n")).thresholds == {
        "match": expected
    }


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ('languages = ["english"]', "languages"),
        ("languages = 5", "languages"),
        ("languages = [5]", "languages"),
        ('languages = ["EN"]', "languages"),
    ],
)
def test_languages_are_codes_of_two_letters(tmp_path: Path, change: str, place: str) -> None:
    (problem,) = problems(tmp_path, GOOD.replace('languages = ["en"]', change))
    assert problem.startswith(f"ferry.toml: {place}: ")


def test_a_profile_that_watches_nothing_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, 'seed = "a"\ntitle = "b"\n') == [
        "ferry.toml: entities: names nobody, and no storyline stands below (add [[entities]])"
    ]


def test_one_bracket_too_few_is_explained(tmp_path: Path) -> None:
    text = 'seed = "a"\ntitle = "b"\n[storylines]\nslug = "x"\n[[entities]]\nname = "Y"\n'
    assert problems(tmp_path, text) == [
        "ferry.toml: storylines: is one table, not a list of them (write it as [[storylines]])"
    ]


def test_a_date_with_a_time_is_its_day(tmp_path: Path) -> None:
    profile = read(written(tmp_path, "published = 2026-03-02T23:00:00Z\n" + GOOD))
    assert profile.published == date(2026, 3, 2)
    assert type(profile.published) is date


def test_a_missing_profile_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongContent, match=r"nothing\.toml: there is no such file"):
        read(tmp_path / "nothing.toml")


def test_a_broken_article_beside_the_profile_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace('title = "The', 'titel = "The'))
    path.with_suffix(".txt").write_bytes(b"\xff\xfe\x00binary")
    with pytest.raises(WrongContent) as refused:
        read(path)
    files = {Path(problem.file).name for problem in refused.value.problems}
    assert files == {"ferry.toml", "ferry.txt"}


def test_the_article_beside_the_profile_belongs_to_it(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    path.with_suffix(".txt").write_text("\ufeff  The ferry sank.\n", "utf-8")
    assert read(path).article == "The ferry sank."


def test_rendering_is_deterministic_and_explains_itself() -> None:
    profile = build(articles.ENGLISH, "ferry")
    text = render(profile)
    assert text == render(profile)
    assert text.startswith("# What this seed watches. Correct it freely")
    assert text.count("[thresholds]") == 0
    assert render(replace(profile, thresholds={"match": 0.4})).count("match = 0.4") == 1


WITH_TOPIC = GOOD.replace('slug = "inquiry"', 'slug = "inquiry"\ntopic = "court"')


def test_a_topic_brings_its_terms_in_the_languages_that_are_not_listed(tmp_path: Path) -> None:
    (storyline,) = read(written(tmp_path, WITH_TOPIC)).storylines
    assert storyline.terms["en"] == ("inquiry",)
    assert "tribunal" in storyline.terms["es"]
    assert {"es", "fr", "de", "pt", "it"} <= set(storyline.terms)


def test_terms_beside_a_topic_are_added_and_survive_the_file(tmp_path: Path) -> None:
    text = WITH_TOPIC + 'terms.fr = ["paquebot"]\n'
    profile = read(written(tmp_path, text))
    assert profile.storylines[0].terms["fr"][0] == "paquebot"
    assert "tribunal" in profile.storylines[0].terms["fr"]
    shown = render(profile)
    assert 'terms.fr = ["paquebot"]' in shown
    assert "terms.it" not in shown
    assert read(written(tmp_path, shown)) == profile


def test_a_profile_that_leaves_terms_of_its_topic_out_is_written_in_full(tmp_path: Path) -> None:
    profile = read(written(tmp_path, WITH_TOPIC))
    (storyline,) = profile.storylines
    fewer = replace(storyline, terms={**storyline.terms, "fr": ("procès",)})
    shown = render(replace(profile, storylines=(fewer,)))
    assert "topic" not in shown.replace("With a topic", "")
    assert read(written(tmp_path, shown)).storylines[0].terms == fewer.terms


def test_an_unknown_topic_is_named_with_the_nearest(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, WITH_TOPIC.replace('"court"', '"cuort"'))
    assert problem == 'ferry.toml: storylines[1].topic: is "cuort" (did you mean "court"?)'


@pytest.mark.parametrize("article", [articles.ENGLISH, articles.SPANISH, articles.SHOUTED])
def test_a_built_profile_is_short(article: str) -> None:
    assert len(render(build(article, "short"))) < 8_000
