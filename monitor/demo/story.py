"""The invented story: its file in, sources and dated pieces out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from monitor.errors import Problem, WrongContent
from monitor.tables import Table, read_document

SHIPPED = Path(__file__).with_name("story.toml")
FORMATS = ("rss", "atom", "json")
_NO_DATE = date(1, 1, 1)
_NO_TIME = datetime(1, 1, 1)  # noqa: DTZ001 (stands for a missing one; a zone is asked for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An invented publisher with one feed, in one of the `FORMATS`."""

    slug: str
    name: str
    language: str
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing that a source publishes, ``at`` so long after the story begins.

    ``edits`` is the id of the piece whose words it replaces; ``apart`` says what it really is
    when it only looks like the story, else it is empty.
    """

    id: str
    source: Source
    at: timedelta
    title: str
    summary: str
    edits: str = ""
    apart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A seed article and what follows it; ``pieces`` in the order of their time.

    What has an ``at`` of zero or less stands in the feeds from the start.
    """

    seed: str
    published: date
    begins: datetime
    ends: timedelta
    article: str
    sources: tuple[Source, ...]
    pieces: tuple[Piece, ...]


def read_story(path: Path = SHIPPED) -> Story:
    """The story in the file at ``path``. Raises WrongContent with every mistake in it."""
    table = read_document(path)
    sources = [_source(row) for row in table.tables("sources")]
    story = Story(
        seed=table.require("seed", str, ""),
        published=table.require("published", date, _NO_DATE),
        begins=table.require("begins", datetime, _NO_TIME),
        ends=timedelta(minutes=table.require("ends", float, 0.0)),
        article=table.require("article", str, "").strip(),
        sources=tuple(sources),
        pieces=tuple(_pieces(table, sources)),
    )
    if story.begins.tzinfo is None:
        table.problem("begins", "has no time zone", "end it in Z")
    table.check_unknown()
    table.finish()
    _check(story, str(path))
    return story


def _source(row: Table) -> Source:
    source = Source(
        slug=row.require("slug", str, ""),
        name=row.require("name", str, ""),
        language=row.require("language", str, ""),
        format=row.require("format", str, ""),
    )
    if source.format not in FORMATS:
        row.problem("format", f'is "{source.format}"', f"needs one of {', '.join(FORMATS)}")
    row.check_unknown()
    return source


def _pieces(table: Table, sources: Sequence[Source]) -> list[Piece]:
    by_slug = {source.slug: source for source in sources}
    found = []
    for row in table.tables("items"):
        slug = row.require("source", str, "")
        if slug not in by_slug:
            row.problem("source", f'is "{slug}"', f"needs one of {', '.join(by_slug)}")
            continue
        found.append(
            Piece(
                id=row.require("id", str, ""),
                source=by_slug[slug],
                at=timedelta(minutes=row.require("at", float, 0.0)),
                title=row.require("title", str, ""),
                summary=row.require("summary", str, ""),
                edits=row.get("edits", str, ""),
                apart=row.get("apart", str, ""),
            )
        )
        row.check_unknown()
    return found


def _check(story: Story, file: str) -> None:
    """What no single row can tell. Raises WrongContent."""
    problems = [*_id_faults(story), *_edit_faults(story)]
    times = [piece.at for piece in story.pieces]
    if times != sorted(times):
        problems.append("the items are not in the order of their time")
    if times and times[-1] > story.ends:
        problems.append("an item comes after the end")
    if problems:
        raise WrongContent([Problem(file=file, place="items", what=what) for what in problems])


def _id_faults(story: Story) -> list[str]:
    uses = Counter(piece.id for piece in story.pieces)
    return [f'the id "{name}" is used twice' for name, count in uses.items() if count > 1]


def _edit_faults(story: Story) -> list[str]:
    """An edit comes later than its original, which is no edit itself, in the same feed."""
    originals = {piece.id: piece for piece in story.pieces if not piece.edits}
    faults = []
    for piece in story.pieces:
        first = originals.get(piece.edits)
        if piece.edits and (first is None or first.source != piece.source or first.at >= piece.at):
            faults.append(f'"{piece.id}" edits "{piece.edits}", no earlier item of its source')
    return faults
