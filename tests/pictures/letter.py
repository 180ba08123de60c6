"""Make the picture of a letter again: ``python -m tests.pictures.letter`` (needs Chromium).

Two developments of an invented ferry's story in one message, as a mail program on a phone shows it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from monitor.alerts.render import render_alerts
from monitor.model import Message, Titles
from monitor.scales import Priority
from tests.alerts.alarms import a_pending, an_alert
from tests.pictures.camera import photograph

HERE = Path(__file__).parent


def a_letter() -> Message:
    """The message, with everyone who tells of it."""
    toll = an_alert(
        Priority.BULLETIN,
        number=31,
        seed="ferry",
        storyline="casualties",
        title="Divers find three more of the missing in the wreck of the Halmar Star",
        delta="Deaths and survivors: dead 14 -> 17 (14 since 2026-03-09)",
        proof="Three bodies were brought ashore at dawn, which brings the dead to 17, police said.",
        why='Halmar Star, "dead", "missing"',
        source="Coast Courier",
        url="https://coast.example/17",
    )
    charge = an_alert(
        Priority.URGENT,
        number=32,
        seed="ferry",
        storyline="casualties",
        title="Six are still missing, rescue service says",
        delta="Deaths and survivors: missing 9 -> 6 (9 since 2026-03-08)",
        proof="Six people are still missing, not nine, the rescue service said.",
        why='Halmar Star, "missing"',
        source="Harbour Wire",
        url="https://harbour.example/6",
    )
    titles = Titles(seed="The sinking of the ferry Halmar Star", storyline="Deaths and survivors")
    voices = (
        ("Harbour Wire", "https://harbour.example/17"),
        ("Fjord Radio", "https://fjord.example/1"),
    )
    news = [a_pending(toll, *voices), a_pending(charge)]
    return render_alerts([replace(one, titles=titles) for one in news], key="o31-desk-mail")


if __name__ == "__main__":
    photograph(a_letter().html, HERE / "letter.png", 480, 560)
