"""What desks put around a headline and a text goes before they are compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.stories.wording import headline, lead
from tests.stories.rewrites import an_item

BARE = "Coast guard rescues crew of trawler"


@pytest.mark.parametrize(
    "title",
    [
        f"UPDATE 3-{BARE}",
        f"Update: {BARE}",
        f"BREAKING: {BARE}",
        f"Breaking News | {BARE}",
        f"Exclusive - {BARE}",
        f"LIVE: {BARE}",
        f"Última hora: {BARE}",
        f"En direct - {BARE}",
        f"Eilmeldung: {BARE}",
        f"Ao vivo: {BARE}",
        f"[Video] {BARE}",
        f"{BARE} [VIDEO]",
        f"{BARE} (updated)",
        f"{BARE} - Harbour Wire",
        f"{BARE} | Harbour Wire News",
        f"Exclusive: {BARE} - harbourwire.com",
    ],
)
def test_labels_and_sources_leave_a_headline(title: str) -> None:
    assert headline(an_item(1, title)) == BARE


@pytest.mark.parametrize(
    "title",
    [
        "Live music returns to the old cannery",
        "Update on the trawler: crew are safe",
        "Brant: port reform will pass - and soon",
        "Watch: shipped",
        "",
    ],
)
def test_what_only_looks_like_a_label_stays(title: str) -> None:
    assert headline(an_item(1, title)) == title


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON (AP) — The crew are safe.",
        "PORT LAMPARA, March 2 (Reuters) - The crew are safe.",
        "(AFP) - The crew are safe.",
        "OSLO — The crew are safe.",
        "By Ann Lee and Bo Ek - The crew are safe.",
        "By Ann Lee\nThe crew are safe.",
    ],
)
def test_bylines_and_datelines_leave_a_text(text: str) -> None:
    assert lead(an_item(1, BARE, text)) == "The crew are safe."


@pytest.mark.parametrize(
    "text",
    ["By Tuesday the crew were safe.", "The crew (all of them) - are safe.", "A (short) word"],
)
def test_a_text_without_them_stays(text: str) -> None:
    assert lead(an_item(1, BARE, text)) == text


def test_the_agency_of_an_item_is_a_source_too() -> None:
    assert headline(replace(an_item(1, f"{BARE} - AFP"), wire="AFP")) == BARE
