"""Text and links as feeds write them in, text that is safe to keep out; done once, here.

What comes out is NFC, holds no control, bidi, zero-width or surrogate characters, and has single
blanks. Every step is linear in the input, whatever it holds.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

TITLE_CHARS = 500
SUMMARY_CHARS = 10_000
_GUID_CHARS = 1_000
_LINK_CHARS = 4_000

# Windows' quotes and dashes that a feed declared as Latin-1, where they would be controls.
_WINDOWS = {
    code: bytes((code,)).decode("cp1252", "replace").replace("\ufffd", "")
    for code in range(0x80, 0xA0)
}
# C0 and C1 controls, soft hyphen, bidi marks and embeddings, zero-width characters, tags,
# interlinear marks, surrogates and noncharacters. White space stays for folding.
_BANNED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Joiners carry meaning in Persian, Hindi and emoji; between Latin letters they only hide words.
_JOINERS = re.compile(r"(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]+(?=[A-Za-z\u00c0-\u024f])")
# No script stacks more than a few marks on a letter.
_STACK = 4
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_STACKED = re.compile(rf"({_MARKS}{{{_STACK}}}){_MARKS}+")
_MARK = re.compile(_MARKS)
_BLANKS = re.compile("  +")
# What quote() leaves alone in a link: everything that means something there.
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"
# A link that needs no change, as nearly all are.
_TIDY = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9%/:@!$'()*+,=~_.-]*)?"
    r"(?:\?[A-Za-z0-9%/:@!$'()*+,=~_.-]+(?:&[A-Za-z0-9%/:@!$'()*+,=~_.-]+)*)?"
)
# An accent that stands apart joins the letter before it, also across a cut.
_ACCENTS = 8


def plain(text: str, cap: int) -> str:
    """Plain text without unwanted characters, folded white space, at most ``cap`` characters."""
    if len(text) <= cap and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # as titles and guids mostly are
    if len(text) > 2 * cap:
        start = _plain(text[: 2 * cap], cap + _ACCENTS)
        if len(start) == cap + _ACCENTS:
            return start[:cap].rstrip()
    return _plain(text[: 4 * cap + 1000], cap)


def _plain(text: str, cap: int) -> str:
    # All that is unwanted is unprintable, and so is every white space but the blank.
    folded = _fold_usual(text)
    if folded.isprintable():
        return _settle_accents(folded)[:cap].rstrip()
    folded = " ".join(text.split())
    if folded.isprintable() and not _has_false_blank(text):
        return _settle_accents(folded)[:cap].rstrip()
    if not text.isascii():
        text = _JOINERS.sub("", _BANNED.sub("", text.translate(_WINDOWS)))
        text = _STACKED.sub(r"\1", unicodedata.normalize("NFC", text))
    else:
        text = _BANNED.sub("", text)
    return " ".join(text.split())[:cap].rstrip()


def _fold_usual(text: str) -> str:
    """The text with the usual white space folded: much quicker than to part and join its words."""
    for blank in "\n\t\r\xa0":
        if blank in text:
            text = text.replace(blank, " ")
    return (_BLANKS.sub(" ", text) if "  " in text else text).strip(" ")


def _has_false_blank(text: str) -> bool:
    """Whether Python folds something that is no white space: separators of files, an ellipsis."""
    separator = "\x1c" in text or "\x1d" in text or "\x1e" in text or "\x1f" in text
    return separator or "\x85" in text


def _settle_accents(text: str) -> str:
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    # A stack of more than four holds every fifth character.
    return _STACKED.sub(r"\1", text) if _MARK.search(text[:: _STACK + 1]) else text


def clean_guid(text: str) -> str:
    """A guid without unwanted characters; a huge one is named by its beginning and its hash."""
    guid = plain(text, len(text))
    if len(guid) <= _GUID_CHARS:
        return guid
    return f"{guid[:100]}#{blake2b(guid.encode(), digest_size=16).hexdigest()}"


def clean_link(text: str, base: str = "") -> str:
    """An absolute http(s) address without user name or unsafe characters, or the empty string."""
    if len(text) <= _LINK_CHARS and _TIDY.fullmatch(text):
        return text
    written = _BANNED.sub("", text[: _LINK_CHARS + 1]).strip().replace("&amp;", "&")
    written = re.sub(r"[\t\r\n]+", "", written)
    if not written or len(written) > _LINK_CHARS:
        return ""
    try:
        parts = urlsplit(urljoin(base, written) if base else written)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    if not host.isprintable() or re.search(r"[\s<>\"'|\\^`{}%]", host):  # the base's, perhaps
        return ""
    host = f"[{host}]" if ":" in host else unicodedata.normalize("NFC", host)
    spot = f"{host}:{port}" if port is not None else host
    rest = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    link = urlunsplit((parts.scheme.lower(), spot, *rest))
    return link if len(link) <= _LINK_CHARS else ""


def clean_language(text: str) -> str:
    """The language of a tag such as ``en-US``, in small letters, or the empty string."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", text[:40])
    return found[1].lower() if found else ""
