"""The storylines of an article: which of the world's usual topics its sentences touch."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.model import Storyline
from monitor.seeds.known import find_known, find_state
from monitor.text import (
    PhraseIndex,
    content_stems,
    fold,
    folded_words,
    language_code,
    rarity,
    tokenise,
)

_MOST = 14
_OWN_TERMS = 6
# The headline says what an article is about.
_HEADLINE = 1.5
_SLUG_WORDS, _LONGEST_SLUG = 4, 40


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic:
    """A thread that any story may have: its words by language, the figures worth watching."""

    slug: str
    title: str
    terms: Mapping[str, tuple[str, ...]]
    numbers: tuple[str, ...]
    both: tuple[str, ...] = ()
    """The two topics that this one stands for where a sentence speaks of both."""


Support = Mapping[Topic, Mapping[int, float]]
"""For each topic the sentences (by number) that touch it, and how strongly."""


@cache
def topics() -> tuple[Topic, ...]:
    """The shipped topics (`topics.toml`), in their order there."""
    table = tomllib.loads(files("monitor.seeds").joinpath("topics.toml").read_text("utf-8"))
    rows = {row["slug"]: row for row in table["topics"]}
    return tuple(_topic(row, [rows[slug] for slug in row.get("both", ())]) for row in rows.values())


def shipped_terms(slug: str, without: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The terms of a topic in all languages but some. Raises KeyError when there is no such topic."""
    terms = {topic.slug: topic.terms for topic in topics()}[slug]
    return {code: words for code, words in terms.items() if code not in without}


def _topic(row: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> Topic:
    whole = (*parts, row)
    codes = dict.fromkeys(code for one in whole for code in one if len(code) == len("en"))
    return Topic(
        slug=row["slug"],
        title=row["title"],
        terms={code: _together(one.get(code, ()) for one in whole) for code in codes},
        numbers=_together(one.get("numbers", ()) for one in whole),
        both=tuple(row.get("both", ())),
    )


def _together(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in lists for word in words))


def find_storylines(
    sentences: Sequence[str], languages: Sequence[str], names: Sequence[str]
) -> tuple[Storyline, ...]:
    """The storylines of an article, those that say most of it first.

    ``sentences`` are the article's own, ``languages`` those wanted in ``terms`` (the article's
    first), ``names`` its entities: their words speak for no storyline. An article that touches no
    topic has one storyline, made of its headline's own words.
    """
    support = _join_pairs(_support(sentences, languages[0]))
    found = tuple(
        _storyline(topic, [sentences[n] for n in sorted(support[topic])], languages)
        for topic in _choose(support)
    )
    return found or (_from_headline(sentences[0], languages[0], names),)


def _support(sentences: Sequence[str], language: str) -> Support:
    """For each topic the sentences that touch it, and how strongly (rarity of the words)."""
    index = PhraseIndex[Topic]()
    for topic in topics():
        for term in () if topic.both else topic.terms.get(language_code(language), ()):
            index.add(term, topic)
    support: dict[Topic, dict[int, float]] = {}
    for number, sentence in enumerate(sentences):
        words = folded_words(sentence)
        for start, end, topic in index.find(words):
            weight = max(rarity(word, language) for word in words[start:end])
            lines = support.setdefault(topic, {})
            lines[number] = lines.get(number, 0.0) + weight
    return support


def _join_pairs(support: Support) -> Support:
    """Two topics that one sentence speaks of become the thread that stands for both, if any."""
    joined = dict(support)
    by_slug = {topic.slug: topic for topic in support}
    for topic in topics():
        parts = [by_slug[slug] for slug in topic.both if slug in by_slug]
        if len(parts) < len("ab") or not set.intersection(*(set(support[one]) for one in parts)):
            continue
        lines = [joined.pop(part, {}) for part in parts]
        joined[topic] = {
            number: sum(line.get(number, 0.0) for line in lines)
            for number in sorted({number for line in lines for number in line})
        }
    return joined


def _choose(support: Support) -> tuple[Topic, ...]:
    """The topics that say most of the article, each judged by what the ones before left unsaid.

    A sentence speaks most for its strongest topic; each topic chosen halves what the sentence still
    has to give, so that every part of the article comes to word before any part does so twice.
    """
    left = dict.fromkeys((number for lines in support.values() for number in lines), 1.0)
    if 0 in left:
        left[0] = _HEADLINE
    chosen: list[Topic] = []
    rest = dict(support)
    while rest and len(chosen) < _MOST:
        best = max(rest, key=lambda topic: sum(left[n] * rest[topic][n] for n in rest[topic]))
        chosen.append(best)
        for number in rest.pop(best):
            left[number] /= 2
    return tuple(chosen)


def _storyline(topic: Topic, sentences: Sequence[str], languages: Sequence[str]) -> Storyline:
    return Storyline(
        slug=topic.slug,
        title=topic.title,
        topic=topic.slug,
        terms={code: topic.terms[code] for code in languages if code in topic.terms},
        watch_numbers=topic.numbers,
        known=(
            *find_known(sentences, topic.numbers, _countable(), languages[0]),
            *find_state(sentences, topic.terms.get(language_code(languages[0]), ()), topic.slug),
        ),
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
