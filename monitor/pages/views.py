"""A request in, the text of its answer out: one function a page, each with its JSON twin.

A path that ends in ``.json`` gets the same facts as JSON, one that ends in ``.atom`` a feed. Pages
that go on are asked for with ``?before=ID``, the last id of the page before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from monitor.model import Sheet
from monitor.pages import atom, metrics
from monitor.pages.exits import inert
from monitor.pages.facts import Library, Names
from monitor.pages.printing import fill
from monitor.pages.report import write_report

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
PAGE = 50  # rows of one page: read in one go, and found without a scan
_LONGEST_SEARCH = 200
_SHEETS = {"i": "item", "s": "story", "d": "development", "a": "alert"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request is about: the parts of its path, its query, the server's own address."""

    library: Library
    now: datetime
    base: str
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> str:
        """``json``, ``atom`` or, for a page, nothing."""
        return self.parts.get("form", "")

    @property
    def before(self) -> str:
        """The id that the page before ended with."""
        return self.query.get("before", "")

    def names(self) -> Names:
        """What seeds and storylines are called now."""
        return Names.of(self.library.profiles())

    def page(self, named: str, **facts: Any) -> Reply:  # noqa: ANN401 (whatever the sheet shows)
        """The finished page of a sheet."""
        return Reply(text=fill(named, self.now, live=True, facts=facts))

    def json(self, value: object) -> Reply:
        """The same facts for programmes."""
        return Reply(text=self.library.as_json(value), kind=JSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer: its text, what that is, and the status of HTTP."""

    text: str
    kind: str = HTML
    status: int = 200


View = Callable[[Asked], Reply]


def front(asked: Asked) -> Reply:
    """The briefing."""
    briefing = asked.library.briefing(asked.now)
    if asked.form == "json":
        return asked.json({"courses": briefing.courses, "faults": briefing.faults})
    return Reply(text=write_report(briefing, live=True))


def storyline(asked: Asked) -> Reply:
    """One storyline: its days, its timeline, and the feed that follows it."""
    seed, slug = asked.parts["seed"], asked.parts["storyline"]
    course = asked.library.course(seed, slug, asked.before, asked.now)
    names = asked.names()
    if asked.form == "json":
        return asked.json(course)
    if asked.form == "atom":
        title = f"{names.storyline(seed, slug)} ({names.seed(seed)})"
        return _feed(asked, title, f"/storylines/{seed}/{slug}", course.steps)
    older = course.steps[-1].development.id if len(course.steps) == PAGE else ""
    return asked.page("storyline", course=course, names=names, older=older, later=asked.before)


def developments(asked: Asked) -> Reply:
    """What was new in all storylines."""
    steps = asked.library.steps(asked.before)
    if asked.form == "json":
        return asked.json({"developments": [step.development for step in steps]})
    if asked.form == "atom":
        return _feed(asked, "Developments of all storylines", "/developments", steps)
    last = steps[-1].development.id if steps else ""
    return _list(asked, "Developments", "steps", steps, last)


def listing(kind: str, plural: str) -> View:
    """The view of a list: items (``i``), stories (``s``) or alerts (``a``)."""

    def view(asked: Asked) -> Reply:
        rows = asked.library.newest(kind, asked.before)
        if asked.form == "json":
            return asked.json({plural: rows})
        return _list(asked, plural.capitalize(), plural, rows, rows[-1].id if rows else "")

    return view


def sheet(asked: Asked) -> Reply:
    """One thing by its id."""
    found = asked.library.sheet(asked.parts["id"])
    if asked.form == "json":
        return asked.json(_whole(found))
    return asked.page(_SHEETS[asked.parts["id"][:1]], sheet=found, names=asked.names())


def search(asked: Asked) -> Reply:
    """Items by their words; without words, the way to ask."""
    words = inert(asked.query.get("q", "")[:_LONGEST_SEARCH])
    rows = asked.library.search(words) if words else ()
    if asked.form == "json":
        return asked.json({"items": rows})
    lede = "Accents do not matter; * ends a beginning; words in double quotes are a phrase."
    if words:
        found = f"The last {PAGE} that hold" if len(rows) == PAGE else f"{len(rows)} found with"
        lede = f"{found} all of: {words}"
    facts = {"heading": "Search", "lede": lede, "words": words, "path": "/search"}
    return asked.page(
        "listing", kind="items", rows=rows, names=asked.names(), older="", later="", **facts
    )


def prometheus(asked: Asked) -> Reply:
    """The metrics."""
    return Reply(text=metrics.write_metrics(asked.library.vitals()), kind=metrics.KIND)


def health(asked: Asked) -> Reply:
    """200 and "ok", or 503 and every fault on a line of its own."""
    faults = asked.library.faults(asked.now)
    text = "".join(f"{line}\n" for line in faults) or "ok\n"
    return Reply(text=text, kind=PLAIN, status=503 if faults else 200)


def nowhere(asked: Asked) -> Reply:
    """A path that leads nowhere."""
    return message(asked.now, "Nothing here", "There is no such page.", 404)


def message(now: datetime, heading: str, text: str, status: int) -> Reply:
    """A page that says why there is no other."""
    return Reply(
        text=fill("message", now, live=True, facts={"heading": heading, "text": text}),
        status=status,
    )


def _list(asked: Asked, heading: str, kind: str, rows: Sequence[Any], last: str) -> Reply:
    path = f"/{heading.lower()}"
    return asked.page(
        "listing",
        rows=rows,
        names=asked.names(),
        older=last if len(rows) == PAGE else "",
        later=asked.before,
        lede="Newest first.",
        heading=heading,
        kind=kind,
        path=path,
        here=path,
    )


def _feed(asked: Asked, title: str, path: str, steps: Sequence[Any]) -> Reply:
    written = atom.write_atom(
        atom.Head(title=title, path=path, base=asked.base), steps, asked.names()
    )
    return Reply(text=written.decode(), kind=atom.KIND)


def _whole(found: Sheet) -> dict[str, Any]:
    """A sheet by the names of its parts."""
    return {part.name: getattr(found, part.name) for part in fields(found)}
