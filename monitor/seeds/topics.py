"""The storylines of an article: which of the world's usual topics its sentences touch."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from monitor.model import Storyline
from monitor.seeds.known import find_known
from monitor.text import (
    PhraseIndex,
    content_stems,
    fold,
    folded_words,
    language_code,
    rarity,
    tokenise,
)

_MOST = 12
_OWN_TERMS = 6
_SLUG_WORDS, _LONGEST_SLUG = 4, 40


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic:
    """A thread that any story may have: its words by language, the figures worth watching."""

    slug: str
    title: str
    terms: Mapping[str, tuple[str, ...]]
    numbers: tuple[str, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """The shipped topics (`topics.toml`), in their order there."""
    table = tomllib.loads(files("monitor.seeds").joinpath("topics.toml").read_text("utf-8"))
    return tuple(
        Topic(
            slug=row["slug"],
            title=row["title"],
            terms={code: tuple(row[code]) for code in row if len(code) == len("en")},
            numbers=tuple(row.get("numbers", ())),
        )
        for row in table["topics"]
    )


def find_storylines(
    sentences: Sequence[str], languages: Sequence[str], names: Sequence[str]
) -> tuple[Storyline, ...]:
    """The storylines of an article, those that say most of it first.

    ``sentences`` are the article's own, ``languages`` those wanted in ``terms`` (the article's
    first), ``names`` its entities: their words speak for no storyline. An article that touches no
    topic has one storyline, made of its headline's own words.
    """
    support = _support(sentences, languages[0])
    ranked = sorted(support, key=lambda topic: -sum(support[topic].values()))[:_MOST]
    found = tuple(
        _storyline(topic, [sentences[n] for n in sorted(support[topic])], languages)
        for topic in ranked
    )
    return found or (_from_headline(sentences[0], languages[0], names),)


def _support(sentences: Sequence[str], language: str) -> dict[Topic, dict[int, float]]:
    """For each topic the sentences that touch it, and how strongly (rarity of the words)."""
    index = PhraseIndex[Topic]()
    for topic in topics():
        for term in topic.terms.get(language_code(language), ()):
            index.add(term, topic)
    support: dict[Topic, dict[int, float]] = {}
    for number, sentence in enumerate(sentences):
        words = folded_words(sentence)
        for start, end, topic in index.find(words):
            weight = max(rarity(word, language) for word in words[start:end])
            lines = support.setdefault(topic, {})
            lines[number] = lines.get(number, 0.0) + weight
    return support


def _storyline(topic: Topic, sentences: Sequence[str], languages: Sequence[str]) -> Storyline:
    return Storyline(
        slug=topic.slug,
        title=topic.title,
        terms={code: topic.terms[code] for code in languages if code in topic.terms},
        watch_numbers=topic.numbers,
        known=find_known(sentences, topic.numbers, _countable(), languages[0]),
    )


@cache
def _countable() -> frozenset[str]:
    """Every word that a figure may count, in any topic."""
    return frozenset(word for topic in topics() for word in topic.numbers)


def _from_headline(headline: str, language: str, names: Sequence[str]) -> Storyline:
    named = {word for name in names for word in folded_words(name)}
    words = [
        token.folded
        for token in tokenise(headline)
        if content_stems(token.text, language) and token.folded not in named
    ]
    rarest = sorted(dict.fromkeys(words), key=lambda word: -rarity(word, language))[:_OWN_TERMS]
    terms = tuple(word for word in words if word in rarest)
    plain = [word for word in fold(headline).split() if word.isascii()]
    return Storyline(
        slug="-".join(plain[:_SLUG_WORDS])[:_LONGEST_SLUG].strip("-") or "story",
        title=one_line(headline),
        terms={language_code(language): terms or (fold(headline),)},
    )


def one_line(text: str, length: int = 120) -> str:
    """A text as a title: on one line, cut between two words where it is too long."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - len(" ...")].rsplit(" ", 1)[0] + " ..."
