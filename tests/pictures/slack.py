"""Make the picture of a message in Slack again: ``python -m tests.pictures.slack`` (needs Chromium).

The message of the letter is sent to a Slack channel whose web hook stands on loopback; what arrived
there as JSON is laid out the way Slack lays out an attachment. So the words, their order and their
escapes are what Slack is sent, the colours and lines are ours, and the picture says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from apprise.plugins.slack import NotifySlack

from monitor.delivery.exits import send
from monitor.delivery.settings import Settings
from tests.delivery.conftest import OPENED, web_hook
from tests.pictures.camera import photograph
from tests.pictures.letter import a_letter

HERE = Path(__file__).parent
URL = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#desk"
_LINK = re.compile(r"https?://[^\s<]+")
_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 16px 20px; font: 15px/1.46 Lato, "Noto Sans", "DejaVu Sans", sans-serif; color: #1d1c1d }}
header {{ font-weight: 700 }} header small {{ font-weight: 400; color: #616061; margin-left: 6px }}
header b {{ font-size: 10px; background: #ddd; padding: 1px 4px; border-radius: 2px; color: #616061 }}
div {{ border-left: 4px solid {color}; padding-left: 12px; margin-top: 6px; white-space: pre-wrap; overflow-wrap: anywhere }}
strong {{ display: block }} a {{ color: #1264a3; text-decoration: none }}
footer {{ margin-top: 14px; font-size: 12px; color: #616061 }}
</style><header>Story monitor <b>APP</b><small>07:02</small></header>
<div><strong>{title}</strong>{text}</div>
<footer>Drawn from the JSON that a web hook received for a slack:// channel; not a picture of Slack.</footer>
"""


def received() -> Mapping[str, Any]:
    """The attachment that a Slack web hook gets for the message of the letter."""
    with web_hook() as hook:
        NotifySlack.webhook_url = hook.url
        allowed = Settings(allow_private=tuple(OPENED))
        answer = send(URL, a_letter(), allowed, datetime(2026, 3, 10, 7, 2, tzinfo=UTC))
        if not answer.ok:
            raise RuntimeError(answer.detail)
        (attachment,) = hook.payload()["attachments"]
    found: Mapping[str, Any] = attachment
    return found


def laid_out(attachment: Mapping[str, Any]) -> str:
    """The attachment as a page. Slack's escapes are those of HTML, and it makes links clickable."""
    text = _LINK.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', attachment["text"].strip())
    return _PAGE.format(title=attachment["title"], text=text, color=attachment["color"])


if __name__ == "__main__":
    photograph(laid_out(received()), HERE / "slack.png", 560, 580)
