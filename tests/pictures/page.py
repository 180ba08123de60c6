"""Make the picture of the page again: ``python -m tests.pictures.page`` (needs Chromium).

An invented ferry, an invented week; the page is the one that `monitor report` writes.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from monitor.model import Course, Day, Span, Step
from monitor.pages import Briefing, write_report
from monitor.scales import Kind, Priority
from tests.pages.press import DAY, HOUR, NOW, SEED, a_briefing, a_step, an_item
from tests.pictures.camera import photograph

HERE = Path(__file__).parent
_TOLD = (
    (
        *(3, "casualties", Kind.ADVANCE, Priority.BULLETIN),
        *("dead 14 -> 17 (14 since 9 March)", "Coast Courier"),
        "Divers find three more of the missing in the wreck of the Halmar Star",
        "Three bodies were brought ashore at dawn, which brings the dead to 17, the police said.",
    ),
    (
        *(9, "inquiry", Kind.ADVANCE, Priority.URGENT),
        *("Inquiry: captain: questioned -> charged", "Harbour Wire"),
        "Captain of sunken ferry charged with neglect",
        "The captain was charged on Saturday night with neglect of his duty, his lawyer said.",
    ),
    (
        *(52, "inquiry", Kind.CONFIRMATION, Priority.ROUTINE),
        *("", "Fjord Radio"),
        "Owner knew of the cracked bow door, second engineer confirms",
        "We had reported the door twice, the second engineer told the inquiry.",
    ),
    (
        *(75, "casualties", Kind.CORRECTION, Priority.URGENT),
        *("missing 9 -> 6 (9 since 8 March)", "Coast Courier"),
        "Three thought missing on ferry had never gone aboard",
        "Six people are still missing, not nine, the rescue service said.",
    ),
    (
        *(101, "inquiry", Kind.FIRST, Priority.BULLETIN),
        *("Inquiry: inquiry: announced -> opened", "Harbour Wire"),
        "Prosecutor opens inquiry into sinking of Halmar Star",
        "An inquiry was opened on Wednesday, the prosecutor said.",
    ),
)


def a_week() -> Briefing:
    """The ferry's week."""
    steps = [_step(number, row) for number, row in enumerate(_TOLD, start=31)]
    courses = [
        _course("casualties", steps, (2, 9, 14, 6, 8, 3, 2, 11)),
        _course("inquiry", steps, (0, 0, 1, 7, 3, 5, 12, 4)),
        Course(seed=SEED, storyline="salvage", developments=1, last_at=NOW - 11 * DAY),
    ]
    return a_briefing(
        span=Span(since=NOW - 7 * DAY, until=NOW),
        new_since=NOW - 10 * HOUR,
        last_report=True,
        courses=tuple(courses),
    )


def _step(number: int, row: tuple[int, str, Kind, Priority, str, str, str, str]) -> Step:
    hours, storyline, kind, priority, delta, source, title, proof = row
    at = NOW - hours * HOUR
    item = an_item(number, title=title, source=source, effective_at=at)
    step = a_step(
        number,
        item=item,
        storyline=storyline,
        kind=kind,
        delta=delta,
        source=source,
        proof=proof,
        at=at,
    )
    return replace(
        step, priority=priority, sources=("Coast Courier", "Harbour Wire", "Fjord Radio")
    )


def _course(slug: str, steps: list[Step], items: tuple[int, ...]) -> Course:
    own = tuple(step for step in steps if step.development.storyline == slug)
    first = NOW.date() - (len(items) - 1) * DAY
    dates = [first + place * DAY for place in range(len(items))]
    told = [step.item.effective_at.date() for step in own]
    return Course(
        seed=SEED,
        storyline=slug,
        days=tuple(
            Day(date=date, items=count, developments=told.count(date))
            for date, count in zip(dates, items, strict=True)
        ),
        steps=own,
        developments=len(own),
        last_at=own[0].development.at,
    )


if __name__ == "__main__":
    photograph(write_report(a_week()), HERE / "page.png", 800, 1000)
