"""Values made safe for the page that they leave in; text from feeds is never markup.

exit                          who escapes
HTML and SVG text, attributes the sheets' autoescape, after `seen`
addresses in links            `web`: http(s) with a host and nothing else, or no link
XML (Atom)                    the serialiser of ElementTree, after `inert`
Prometheus label values       `label`
the ``lang`` attribute        `language`
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LONGEST_LINK = 2000
_LINK = re.compile(r"https?://[^\s<>\"'`|\\^{}]+", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# Controls that XML 1.0 forbids or nobody sees, bidi marks, embeddings and isolates, zero-width
# characters, half surrogates, noncharacters, invisible letters of the last plane. (U+200C and
# U+200D stay: they join letters in Persian, Hindi and emoji.)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def seen(text: str) -> str:
    """Text without anything that is not seen as it is; white space becomes single blanks."""
    return _BLANKS.sub(" ", _UNSEEN.sub(" ", text))


def inert(text: str) -> str:
    """As `seen`, for a value that stands alone: no blanks at its ends either."""
    return seen(text).strip()


def web(url: str) -> str:
    """The address of a page on the web, or nothing: other schemes are never linked."""
    if len(url) > _LONGEST_LINK or not _LINK.fullmatch(url) or not url.isprintable():
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.hostname and "@" not in parts.netloc else ""


def language(code: str) -> str:
    """A language as HTML takes it, or nothing."""
    return code if _LANGUAGE.fullmatch(code) else ""


def label(value: str) -> str:
    r"""The value of a Prometheus label, between its quotes: ``\``, ``"`` and newline escaped."""
    text = inert(value)
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
