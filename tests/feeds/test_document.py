"""An item's summary is the longer telling of the two that a feed gives of it."""

from __future__ import annotations

import pytest

from monitor.feeds.document import RawItem, finish

LEAD = "The harbour of Brekkevik opened again on Monday, after nine days in which no ferry could leave."
REST = "Two hundred cars had waited on the quay."


def summary_of(content: str) -> str:
    return finish(RawItem(title="Harbour opens", summary=LEAD, content=content), "").summary


@pytest.mark.parametrize(
    "content",
    [
        f"{LEAD} {REST}",
        f"<p>{LEAD}</p>\n<p>{REST}</p>",
        f"<p>The <b>harbour</b> of Brekkevik{LEAD[24:]}</p><p>{REST}</p>",
        f'<div><img src="{"x" * 900}"></div><p>{LEAD}</p><p>{REST}</p>',
    ],
)
def test_a_content_that_begins_like_the_summary_says_more(content: str) -> None:
    assert summary_of(content) == f"{LEAD} {REST}"


@pytest.mark.parametrize(
    "content",
    ["", LEAD, LEAD[:60], f"<p>{REST}</p>", f"<p>From the quay.</p><p>{LEAD}</p><p>{REST}</p>"],
)
def test_a_content_that_begins_otherwise_or_is_shorter_is_passed_over(content: str) -> None:
    assert summary_of(content) == LEAD
