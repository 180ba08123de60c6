"""Text and links as feeds write them in, text that is safe to keep out; done once, here.

What comes out is NFC, holds no control, bidi, zero-width or surrogate characters, has single
blanks, and is no longer HTML. Every step is linear in the input, whatever it holds.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

TITLE_CHARS = 500
SUMMARY_CHARS = 10_000
_GUID_CHARS = 1_000
_LINK_CHARS = 4_000
# Markup is longer than its text; what lies beyond this is never looked at.
_RAW_CHARS = 60_000

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
_STACKED = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^<>]*)>")
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_BLOCK = frozenset(
    "address article aside audio blockquote body br button canvas caption center content dd "
    "details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 "
    "h2 h3 h4 h5 h6 head header hgroup hr html iframe img input legend li link main map menu meta "
    "nav noscript object ol optgroup option p param picture pre script section select source "
    "style summary svg table tbody td template textarea tfoot th thead title tr track ul video "
    "path".split()
)
_UNSEEN = frozenset(("script", "style", "template", "svg"))


def _tags(names: Collection[str]) -> re.Pattern[str]:
    """Tags of these names in small letters; shared beginnings are tried once, so it is quick."""
    return re.compile(rf"</?{_branch(sorted(names))}(?![A-Za-z0-9:-])[^<>]*>")


def _branch(names: Collection[str]) -> str:
    firsts = dict.fromkeys(name[0] for name in names if name)
    ways = [first + _branch([name[1:] for name in names if name[:1] == first]) for first in firsts]
    ending = "?" if ways and "" in names else ""
    return f"(?:{'|'.join(ways)}){ending}" if ways else ""


_BLOCKS, _INLINES = _tags(_BLOCK), _tags(_INLINE)
# Whose end may lie far behind: comments, CDATA; and tags escaped twice, which change how all is read.
_REACHING = ("<!", "]]>", "&lt;", "&#60;", "&#x3")
_HIDES = re.compile(r"<(?:script|style|template|svg)")
_TWICE = re.compile(r"</?(?:p|b|i|a|em|strong|br|div|span|img|li|ul|h\d)\b[^<>]*>", re.IGNORECASE)
# What quote() leaves alone in a link: everything that means something there.
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"
# A link that needs no change, as nearly all are.
_TIDY = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9%/:@!$'()*+,=~_.-]*)?"
    r"(?:\?[A-Za-z0-9%/:@!$'()*+,=~_.-]+(?:&[A-Za-z0-9%/:@!$'()*+,=~_.-]+)*)?"
)
# White space of Python's that is none in a text: separators of files, and Windows' ellipsis.
_FALSE_BLANKS = ("\x1c", "\x1d", "\x1e", "\x1f", "\x85")
# An accent that stands apart joins the letter before it, also across a cut.
_ACCENTS = 8
_MARK = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")


def plain(text: str, cap: int) -> str:
    """Plain text without unwanted characters, folded white space, at most ``cap`` characters."""
    if len(text) > 2 * cap:
        start = _plain(text[: 2 * cap], cap + _ACCENTS)
        if len(start) == cap + _ACCENTS:
            return start[:cap].rstrip()
    return _plain(text[: 4 * cap + 1000], cap)


def _plain(text: str, cap: int) -> str:
    folded = " ".join(text.split())
    # All that is unwanted is unprintable; what is left to see to are accents.
    if folded.isprintable() and not any(blank in text for blank in _FALSE_BLANKS):
        if not folded.isascii():
            folded = unicodedata.normalize("NFC", folded)
            folded = _STACKED.sub(r"\1", folded) if _MARK.search(folded) else folded
        return folded[:cap].rstrip()
    if not text.isascii():
        text = _JOINERS.sub("", _BANNED.sub("", text.translate(_WINDOWS)))
        text = _STACKED.sub(r"\1", unicodedata.normalize("NFC", text))
    else:
        text = _BANNED.sub("", text)
    return " ".join(text.split())[:cap].rstrip()


def from_html(text: str, cap: int) -> str:
    """The text that a reader of this HTML sees; words stay apart where blocks end."""
    text = text[:_RAW_CHARS]
    if len(text) > 2 * cap and not any(sign in text for sign in _REACHING):
        start = _read(text[: text.rfind("<", 0, 2 * cap) + 1].removesuffix("<"), cap)
        if len(start) == cap:
            return start
    return _read(text, cap)


def _read(text: str, cap: int) -> str:
    if "<" in text:
        text = _strip(text)
    if "&" in text:
        text = _unescape(text)
        if "<" in text and _TWICE.search(text):  # escaped twice, as many feeds do
            text = _unescape(_strip(text))
    return plain(text, cap)


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda found: _meaning(found[0]), text)


@lru_cache(maxsize=1024)
def _meaning(entity: str) -> str:
    return html.unescape(entity)


def _strip(text: str) -> str:
    text = _without_comments(text).replace("<![CDATA[", "").replace("]]>", "")
    if not _HIDES.search(text):
        bare = _INLINES.sub("", _BLOCKS.sub(" ", _cut_tag(text)))
        if "<" not in bare or not _TAG.search(bare):
            return bare
    return _strip_slowly(text)


def _strip_slowly(text: str) -> str:
    """Whatever the tags are: in capital letters, unknown, or hiding what stands in them."""
    kept: list[str] = []
    start, unseen = 0, ""
    for tag in _TAG.finditer(text):
        closing, name = tag[1], tag[2].lower()
        known = name in _BLOCK or name in _INLINE
        if unseen:
            if closing and name == unseen:
                start, unseen = tag.end(), ""
            continue
        if not known:
            continue
        kept.append(text[start : tag.start()])
        kept.append(" " if name in _BLOCK else "")
        start = tag.end()
        if name in _UNSEEN and not closing and not tag[3].endswith("/"):
            unseen = name
    if not unseen:
        kept.append(_cut_tag(text[start:]))
    return "".join(kept)


def _cut_tag(tail: str) -> str:
    """A text that ends within a tag loses that tag; ``a < b`` stays."""
    at = tail.rfind("<")
    if at < 0 or ">" in tail[at:]:
        return tail
    name = re.match(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s+[a-z-]+=|/?$)", tail[at : at + 60])
    return tail[:at] if name and name[1].lower() in _BLOCK | _INLINE else tail


def _without_comments(text: str) -> str:
    kept: list[str] = []
    start = 0
    while (opens := text.find("<!--", start)) >= 0:
        closes = text.find("-->", opens + 4)
        if closes < 0:
            break
        kept.append(text[start:opens])
        start = closes + 3
    return "".join((*kept, text[start:]))


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
