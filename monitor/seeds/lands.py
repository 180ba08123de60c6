"""The countries among an article's names: "US", "American" and "United States" are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.seeds.names import Name
from monitor.text import Country, find_country, fold


def gather_countries(
    names: Sequence[Name], language: str
) -> tuple[tuple[Name, Country | None], ...]:
    """The names, with those of one country made one, most mentioned first.

    A name that is no country has None beside it; so has one that may be a person or a state
    ("Jordan") when nothing else in the article speaks of the country.
    """
    groups: dict[Country, list[Name]] = {}
    others: list[tuple[Name, Country | None]] = []
    for name in names:
        country = find_country(name.text)
        if country:
            groups.setdefault(country, []).append(name)
        else:
            others.append((name, None))
    for country, members in groups.items():
        if country.doubtful and not _is_sure(country, members, names):
            others.extend((name, None) for name in members)
        else:
            others.append((_join(country, members, language), country))
    return tuple(sorted(others, key=lambda found: _rank(found[0])))


def country_aliases(name: Name, country: Country) -> tuple[str, ...]:
    """Every form of the country but the name itself; a starred one speaks for those it covers."""
    return tuple(form for form in country.forms() if fold(form) != fold(name.text))


def _is_sure(country: Country, members: Iterable[Name], names: Iterable[Name]) -> bool:
    """Whether an adjective ("Georgian") or the capital stands in the article too."""
    forms = {form for member in members for form in (member.text, *member.forms)}
    own = {fold(name) for name in country.names.values()}
    capitals = {fold(capital) for capital in country.capitals}
    return any(fold(form) not in own for form in forms) or any(
        fold(name.text) in capitals for name in names
    )


def _join(country: Country, members: Sequence[Name], language: str) -> Name:
    """One name for all: as the article writes it, in its language where it gives the people only."""
    own = {fold(name) for name in (*country.names.values(), *country.others)}
    forms = [form for member in members for form in (member.text, *member.forms)]
    standard = country.names.get(language) or country.names["en"]
    text = next((form for form in forms if fold(form.replace(".", "")) in own), standard)
    return Name(
        text=text,
        forms=tuple(form for form in forms if form != text),
        mentions=sum(member.mentions for member in members),
        first=min(member.first for member in members),
    )


def _rank(name: Name) -> tuple[int, int, str]:
    return -name.mentions, name.first, name.text
