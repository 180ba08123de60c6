"""Profile files: TOML in, `Profile` out, and back; a file is for people first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from monitor.errors import Problem, WrongContent
from monitor.model import Entity, Known, Profile, Storyline
from monitor.seeds.topics import shipped_terms, topics
from monitor.tables import Table, read_article, read_document, suggest

KINDS = ("person", "org", "place", "operation", "vessel", "product", "law", "event", "other")
THRESHOLDS = ("match", "learned")
_KINDS_REMEDY = f"needs one of {', '.join(KINDS)}"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[a-z]{2}")
_NO_DATE = date(1, 1, 1)


def read(path: Path) -> Profile:
    """The profile in the file at ``path``, with the article that lies beside it, if any.

    Raises WrongContent with every mistake in the file.
    """
    table = read_document(path)
    seed = table.require("seed", str, path.stem)
    if "seed" in table:
        _check_slug(table, "seed", seed)
    published = table.get("published", date, _NO_DATE)
    title, languages = table.require("title", str, ""), _languages(table)
    profile = Profile(
        seed=seed,
        title=title,
        published=None if published == _NO_DATE else date.fromordinal(published.toordinal()),
        languages=languages,
        entities=tuple(_entity(row) for row in table.tables("entities")),
        storylines=tuple(_storyline(row, languages) for row in table.tables("storylines")),
        exclude=_exclude(table.table("exclude")),
        thresholds=_thresholds(table.table("thresholds")),
        article=_article(path, table.problems),
    )
    _check_whole(table, profile)
    table.check_unknown()
    table.finish()
    return profile


def _article(path: Path, problems: list[Problem]) -> str:
    beside = path.with_suffix(".txt")
    try:
        return read_article(beside).strip() if beside.is_file() else ""
    except WrongContent as error:
        problems.extend(error.problems)
        return ""


def _check_slug(table: Table, key: str, slug: str) -> None:
    if not _SLUG.fullmatch(slug):
        table.problem(key, f'is "{slug}"', "needs small letters, digits and hyphens")


def _check_code(table: Table, key: str, code: str) -> None:
    if not _CODE.fullmatch(code):
        table.problem(key, f'holds "{code}"', 'needs codes of two letters, such as "en"')


def _languages(table: Table) -> tuple[str, ...]:
    codes = table.words("languages", ("en",))
    for code in codes:
        _check_code(table, "languages", code)
    if not codes:
        table.problem("languages", "is empty", 'name the language of the article, such as ["en"]')
    return codes or ("en",)


def _text_of(table: Table, key: str, default: str = "") -> str:
    """A text that has to be there and to say something."""
    text = table.require(key, str, default)
    if key in table and not text.strip() and isinstance(table.raw(key), str):
        table.problem(key, "is empty", "say something or take the table out")
    return text


def _entity(row: Table) -> Entity:
    weight = row.get("weight", float, 0.5)
    if not 0 <= weight <= 1:
        row.problem("weight", f"is {weight}", "needs a number from 0 to 1")
    kind = row.get("kind", str, "other")
    if kind not in KINDS:
        row.problem("kind", f'is "{kind}"', suggest(kind, list(KINDS)) or _KINDS_REMEDY)
    entity = Entity(
        name=_text_of(row, "name"),
        kind=kind,
        weight=weight,
        anchor=row.get("anchor", bool, default=False),
        aliases=row.words("aliases"),
        namesakes=row.words("not"),
    )
    row.check_unknown()
    return entity


def _storyline(row: Table, languages: Sequence[str]) -> Storyline:
    slug = row.require("slug", str, "")
    if isinstance(row.raw("slug"), str):
        _check_slug(row, "slug", slug)
    terms = row.table("terms")
    for code in terms:
        _check_code(row, "terms", code)
    written = {code: terms.words(code) for code in terms}
    topic = row.get("topic", str, "")
    storyline = Storyline(
        slug=slug,
        title=row.require("title", str, slug),
        topic=topic,
        terms=_joined(written, _shipped(row, topic, languages)),
        watch_numbers=row.words("watch_numbers"),
        known=tuple(_known(fact) for fact in row.tables("known")),
    )
    row.check_unknown()
    return storyline


def _shipped(row: Table, topic: str, languages: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The terms of a shipped topic in the languages that the profile does not list."""
    try:
        return shipped_terms(topic, languages) if topic else {}
    except KeyError:
        near = suggest(topic, [one.slug for one in topics()])
        row.problem("topic", f'is "{topic}"', near or "take the line out")
        return {}


def _joined(
    written: Mapping[str, tuple[str, ...]], shipped: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    codes = dict.fromkeys((*written, *shipped))
    return {
        code: tuple(dict.fromkeys((*written.get(code, ()), *shipped.get(code, ()))))
        for code in codes
    }


def _known(row: Table) -> Known:
    known = Known(fact=_text_of(row, "fact"), value=_text_of(row, "value"))
    row.check_unknown()
    return known


def _exclude(table: Table) -> tuple[str, ...]:
    terms = table.words("terms")
    table.check_unknown()
    return terms


def _thresholds(table: Table) -> dict[str, float]:
    found = {}
    for name in THRESHOLDS:
        value = table.get(name, float, 0.0)
        if name in table:
            found[name] = value
        if not 0 <= value <= 1:
            table.problem(name, f"is {value}", "needs a number from 0 to 1")
    table.check_unknown()
    return found


def _check_whole(table: Table, profile: Profile) -> None:
    if not profile.entities and not profile.storylines:
        table.problem("entities", "names nobody, and no storyline stands below", "add [[entities]]")
    for kind, names in (
        ("entities", [entity.name for entity in profile.entities]),
        ("storylines", [storyline.slug for storyline in profile.storylines]),
    ):
        for name in sorted({name for name in names if name and names.count(name) > 1}):
            table.problem(kind, f'names "{name}" twice', "merge the two")


def render(profile: Profile) -> str:
    """A profile as the text of its file, with comments that say what may be changed."""
    return "\n".join(_lines(profile)) + "\n"


def _lines(profile: Profile) -> Iterator[str]:
    yield "# What this seed watches. Correct it freely: the file is read as it stands."
    yield f"seed = {_text(profile.seed)}"
    yield f"title = {_text(profile.title)}"
    if profile.published:
        yield f"published = {profile.published.isoformat()}"
    yield f"languages = {_list(profile.languages)}"
    if profile.thresholds:
        yield from ("", "[thresholds]")
        yield from (f"{name} = {value}" for name, value in profile.thresholds.items())
    yield ""
    yield "# Who and what: weight 0..1 says how surely the name means this story; an anchor is central;"
    yield '# "not" lists longer names that are somebody else.'
    for entity in profile.entities:
        yield from _entity_lines(entity)
    yield ""
    yield "# The threads to follow. A star stands for any ending. watch_numbers are the words beside"
    yield "# which a moving figure is news; known is what the article already tells. With a topic its"
    yield "# usual terms in the other languages are watched too (monitor seed show lists them)."
    for storyline in profile.storylines:
        yield from _storyline_lines(storyline, profile.languages)
    yield from ("", "# Items with one of these phrases never match.", "[exclude]")
    yield f"terms = {_list(profile.exclude)}"


def _entity_lines(entity: Entity) -> Iterator[str]:
    yield from ("", "[[entities]]", f"name = {_text(entity.name)}", f"kind = {_text(entity.kind)}")
    yield f"weight = {entity.weight}"
    if entity.anchor:
        yield "anchor = true"
    if entity.aliases:
        yield f"aliases = {_list(entity.aliases)}"
    if entity.namesakes:
        yield f"not = {_list(entity.namesakes)}"


def _storyline_lines(storyline: Storyline, languages: Sequence[str]) -> Iterator[str]:
    terms = storyline.terms
    shipped = shipped_terms(storyline.topic, languages) if storyline.topic else {}
    whole = all(set(words) <= set(terms.get(code, ())) for code, words in shipped.items())
    yield from ("", "[[storylines]]")
    yield f"slug = {_text(storyline.slug)}"
    yield f"title = {_text(storyline.title)}"
    if storyline.topic and whole:
        yield f"topic = {_text(storyline.topic)}"
        own = {code: set(words) - set(shipped.get(code, ())) for code, words in terms.items()}
        terms = {
            code: tuple(word for word in words if word in own[code])
            for code, words in terms.items()
            if own[code] or code not in shipped
        }
    for code, words in terms.items():
        yield f"terms.{code} = {_list(words)}"
    if storyline.watch_numbers:
        yield f"watch_numbers = {_list(storyline.watch_numbers)}"
    if storyline.known:
        facts = ", ".join(
            f"{{fact = {_text(known.fact)}, value = {_text(known.value)}}}"
            for known in storyline.known
        )
        yield f"known = [{facts}]"


def _text(value: str) -> str:
    # A JSON text is a TOML text, but for the one control character that JSON lets through.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"
