"""An invented story for tests that go through several rooms: a ferry, its owner, an inquiry."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from monitor.app import rehearse
from monitor.desk import Desk
from monitor.model import Entity, Item, Known, Profile, Storyline

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

PROFILE = Profile(
    seed="ferry",
    title="The sinking of the ferry Halmar Star",
    published=date(2026, 3, 1),
    languages=("en",),
    entities=(
        Entity(name="Halmar Star", kind="vessel", weight=1.0, anchor=True),
        Entity(name="Nordlys Lines", kind="org", weight=0.7, aliases=("Nordlys",)),
    ),
    storylines=(
        Storyline(
            slug="casualties",
            title="Deaths and survivors",
            terms={"en": ("dead", "killed", "survivor*", "missing", "death toll")},
            watch_numbers=("dead", "killed"),
            known=(Known(fact="dead", value="12"),),
        ),
        Storyline(
            slug="inquiry",
            title="Inquiry",
            terms={"en": ("inquiry", "investigat*", "prosecutor*", "captain")},
        ),
    ),
    article=(
        "The ferry Halmar Star sank off Brekkevik on Sunday. Twelve people are dead. Nordlys Lines, "
        "its owner, promised to help the inquiry."
    ),
)


def an_item(number: int, title: str, summary: str = "", **changes: object) -> Item:
    """An item of the story's second day, one hour after the other."""
    at = NOW + number * HOUR
    values: dict[str, object] = {
        "id": f"x{number}",
        "title": title,
        "summary": summary,
        "url": f"https://coast.example/{number}",
        "source": "Coast Courier",
        "language": "en",
        "first_seen_at": at,
        "effective_at": at,
    }
    return Item(**(values | changes))  # type: ignore[arg-type]  # a test's shorthand


def a_desk() -> Desk:
    """The whole pipeline over an empty memory, with one channel that takes everything."""
    return rehearse([PROFILE], None)
