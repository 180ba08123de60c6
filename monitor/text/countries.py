"""The countries of the world: how six languages write them, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from monitor.text.fold import fold

_LANGUAGES = ("en", "es", "fr", "de", "pt", "it")
# Names in capitals up to this length ("US", "UAE") are other words in small letters.
_LONGEST_ACRONYM = 4
# What a starred form may have behind it, so that no family name is taken for a people's.
_LONGEST_ENDING = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Country:
    """A country, its names by language, and other words for it; a star stands for any ending."""

    code: str
    names: Mapping[str, str]
    others: tuple[str, ...]
    """Its other names: "US", "Britain"."""
    belonging: tuple[str, ...]
    """Adjectives and people: "Venezuelan*", "venezolan*"."""
    capitals: tuple[str, ...]
    """The capital, where news says it for the government."""
    namesakes: tuple[str, ...]
    """Longer names that are something else: "Latin American" is not of the United States."""
    doubtful: bool
    """Whether the name is a person's or a state's too ("Jordan", "Georgia")."""

    def forms(self) -> tuple[str, ...]:
        """Every way to write it, without those that a starred one covers; for use as aliases."""
        written = (*self.names.values(), *self.others, *self.belonging, *self.capitals)
        stems = [_plain(form) for form in written if form.endswith("*")]
        distinct = {_plain(form): form for form in reversed(written)}
        return tuple(
            form
            for plain, form in reversed(distinct.items())
            if not any(plain.startswith(stem) and plain != stem for stem in stems)
        )


@cache
def countries() -> tuple[Country, ...]:
    """The countries of the tables in `places/` (sources and licence: `places/NOTICE.md`)."""
    names = {row[0]: row[1:] for row in _rows("names.txt")}
    belonging = {row[0].rstrip("?"): row for row in _rows("belonging.txt")}
    return tuple(
        _country(code, written, belonging.get(code, [code, "", "", "", ""]))
        for code, written in names.items()
    )


def find_country(name: str) -> Country | None:
    """The country that a name or an adjective says, when all of it does; capitals do not count."""
    plain = _plain(name)
    whole, begun = _index()
    ends = range(len(plain), max(0, len(plain) - _LONGEST_ENDING - 1), -1)
    found = whole.get(plain) or next(
        (begun[plain[:end]] for end in ends if plain[:end] in begun and " " not in plain[end:]),
        None,
    )
    if found is None:
        return None
    country, acronym = found
    return country if name.replace(".", "").isupper() or not acronym else None


def is_city(name: str) -> bool:
    """Whether a city of 100,000 people or more, or a capital, is called that; capitals do not count.

    Many a city has the name of a person: this says what a name may be, not what it is.
    """
    return _plain(name).replace("-", " ") in _cities()


@cache
def _cities() -> frozenset[str]:
    return frozenset(row[0] for row in _rows("cities.txt"))


def _country(code: str, written: Iterable[str], row: list[str]) -> Country:
    return Country(
        code=code,
        names={language: name for language, name in zip(_LANGUAGES, written, strict=True) if name},
        others=_words(row[1]),
        belonging=_words(row[2]),
        capitals=_words(row[3]),
        namesakes=_words(row[4]),
        doubtful=row[0].endswith("?"),
    )


_Found = tuple[Country, bool]


@cache
def _index() -> tuple[Mapping[str, _Found], Mapping[str, _Found]]:
    """By plain form and by plain stem: the country, and whether that form is an acronym."""
    whole: dict[str, _Found] = {}
    begun: dict[str, _Found] = {}
    for country in countries():
        for form in (*country.names.values(), *country.others, *country.belonging):
            acronym = form.isupper() and len(form) <= _LONGEST_ACRONYM
            (begun if form.endswith("*") else whole).setdefault(_plain(form), (country, acronym))
    return whole, begun


def _rows(name: str) -> Iterator[list[str]]:
    for line in files("monitor.text").joinpath(f"places/{name}").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("|")


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(", ")) if listed else ()


def _plain(form: str) -> str:
    return fold(form.replace(".", "").rstrip("*"))
