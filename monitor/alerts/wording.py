"""Text of feeds made harmless for the exit that it leaves by; the words stay readable.

`plain` is enough for terminals, programs and letters: one line, no control or bidi characters, no
calls to a whole room. `chat` also takes the power out of the markup that chat services read
(Slack's mrkdwn, and Markdown as Discord, Mattermost and Telegram have it) and out of mentions.
"""

from __future__ import annotations

import re

LONGEST_TITLE = 160
LONGEST_QUOTE = 300
LONGEST_NAME = 80
_LONGEST_LINK = 2000

# A word joiner: it is not seen, but parts a sign from what gives it power.
_JOINER = "\u2060"
# Chat services turn these into calls to everybody, mentions or disguised links.
_CALLS = re.compile(r"@(?=(?:here|channel|everyone|all|room)\b)|<(?=[!@#/a-z])", re.IGNORECASE)
_MENTIONS = re.compile(r"(?<![\w.])@(?=\w)")
_LINK_TARGETS = re.compile(r"\](?=[(\[:])")
_EDGES = re.compile(r"(?<!\w)_+|_+(?!\w)")
_BEGINNINGS = re.compile(r"(?=[#>+\-=]|\d+[.)])")
# Signs of emphasis, code and spoilers, and the letters that look like them and do nothing.
_LOOKALIKES = str.maketrans({"*": "\u2217", "`": "\u02cb", "~": "\u223c", "|": "\u2223"})
_LOW_LINE = "\u02cd"
_LINK = re.compile(r"https?://[^\s<>\"'`|\\^{}]+", re.IGNORECASE)


def plain(text: str) -> str:
    """One line of harmless text: no control characters, no calls to a whole channel."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return _CALLS.sub(lambda call: f"{call[0]}{_JOINER}", line)


def chat(text: str) -> str:
    """As `plain`, and nothing in it is a mention, a disguised link or markup."""
    line = plain(text).translate(_LOOKALIKES)
    line = _EDGES.sub(lambda edge: _LOW_LINE * len(edge[0]), line)
    line = _MENTIONS.sub(f"@{_JOINER}", line)
    line = _LINK_TARGETS.sub(f"]{_JOINER}", line)
    return f"{_JOINER}{line}" if _BEGINNINGS.match(line) else line


def cut(text: str, length: int = LONGEST_TITLE) -> str:
    """Plain text of at most ``length`` characters, cut between words where one ends near."""
    text = plain(text)
    if len(text) <= length:
        return text
    start = text[: length - 1]
    space = start.rfind(" ", length // 2)
    return f"{start[:space] if space > 0 else start}\u2026"


def link(url: str) -> str:
    """The address of a page, or nothing: other schemes and broken ones are never shown or linked."""
    return url if len(url) <= _LONGEST_LINK and _LINK.fullmatch(url) and url.isprintable() else ""
