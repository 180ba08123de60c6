"""HTML as feeds write it in, the text that a reader of it sees out.

Tags go, blocks keep their words apart, what is not shown is left out, and what only looks like a
tag stays (``R<D>``, ``a <3 b``). Every step is linear in the input, whatever it holds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection

from monitor.feeds.clean import plain
from monitor.feeds.met import Met

# Markup is longer than its text; what lies beyond this is never looked at.
_RAW_CHARS = 60_000
# Tags are taken out by pieces of this length, so that little is read beyond what is kept.
_PIECE = 8_192

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
_UNSEEN = ("script", "style", "template", "svg")


def _tags(names: Collection[str]) -> re.Pattern[str]:
    """Tags of these names in small letters; shared beginnings are tried once, so it is quick."""
    return re.compile(rf"</?{_branch(sorted(names))}(?![A-Za-z0-9:-])[^<>]*+>")


def _branch(names: Collection[str]) -> str:
    firsts = dict.fromkeys(name[0] for name in names if name)
    ways = [first + _branch([name[1:] for name in names if name[:1] == first]) for first in firsts]
    ending = "?" if ways and "" in names else ""
    return f"(?:{'|'.join(ways)}){ending}" if ways else ""


_INLINES, _BLOCKS = _tags(_INLINE), _tags(_BLOCK)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*+)[^<>]*+>")
_CUT = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s+[a-z-]+=|/?$)")


def _in_any_case(name: str) -> str:
    """A pattern for the name; a flag for it would make the search for its bracket slow."""
    return "".join(f"[{letter}{letter.upper()}]" for letter in name)


_NAMES = "|".join(map(_in_any_case, _UNSEEN))
_OPENS_UNSEEN = re.compile(rf"<({_NAMES})(?![A-Za-z0-9:-])([^<>]*+)>")
_CLOSES = {
    name: re.compile(rf"</{_in_any_case(name)}(?![A-Za-z0-9:-])[^<>]*+>") for name in _UNSEEN
}
_ENTITY = re.compile(r"(&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_TWICE = re.compile(r"</?(?:p|b|i|a|em|strong|br|div|span|img|li|ul|h\d)\b[^<>]*>", re.IGNORECASE)


def from_html(text: str, cap: int) -> str:
    """The text that a reader of this HTML sees, at most ``cap`` characters."""
    if "<" not in text and "&" not in text:
        return plain(text, cap)
    text = text[:_RAW_CHARS]
    enough = cap + cap // 4  # blanks and entities shrink yet
    bare = _strip(text, enough)
    seen = _read(bare, cap)
    if len(seen) < cap and len(bare) >= enough:
        return _read(_strip(text, len(text)), cap)
    return seen


def _read(text: str, cap: int) -> str:
    if "&" in text:
        text = _unescape(text)
        if "<" in text and _TWICE.search(text):  # escaped twice, as many feeds do
            text = _unescape(_strip(text, len(text)))
    return plain(text, cap)


# Of entities; there are some two thousand names.
_MEANINGS = Met(html.unescape, 4_096)


def _unescape(text: str) -> str:
    parts = _ENTITY.split(text)
    parts[1::2] = map(_MEANINGS.__getitem__, parts[1::2])
    return "".join(parts)


def _strip(text: str, enough: int) -> str:
    """The text without tags, comments and what is not shown.

    Where there are ``enough`` characters the end may be left out.
    """
    if "<" not in text:
        return text
    if "<!" in text:
        text = _without_comments(text).replace("<![CDATA[", "")
    if _OPENS_UNSEEN.search(text):
        text = _without_unseen(text)
    kept: list[str] = []
    size = start = 0
    while start < len(text) and size < enough:
        end = _end_of_piece(text, start)
        kept.append(_bare(text[start:end], is_last=end == len(text)))
        size += len(kept[-1])
        start = end
    return "".join(kept).replace("]]>", "")


def _end_of_piece(text: str, start: int) -> int:
    """Where a piece may end: before a tag, or with the text."""
    if len(text) - start <= _PIECE:
        return len(text)
    end = text.rfind("<", start + 1, start + _PIECE)
    if end < 0:
        end = text.find("<", start + _PIECE)
    return end if end >= 0 else len(text)


def _bare(piece: str, *, is_last: bool) -> str:
    """A piece without its tags. A text that ends within a tag loses that tag."""
    if is_last:
        piece = _cut_tag(piece)
    bare = _INLINES.sub("", _BLOCKS.sub(" ", piece))
    return _TAG.sub(_leave, piece) if "<" in bare and _TAG.search(bare) else bare


def _leave(tag: re.Match[str]) -> str:
    """What a tag leaves, in capital letters too; an unknown one stays as it is written."""
    name = tag[1].lower()
    if name in _INLINE:
        return ""
    return " " if name in _BLOCK else tag[0]


def _cut_tag(tail: str) -> str:
    """The end of a text without a tag that it breaks off in; ``a < b`` stays."""
    at = tail.rfind("<")
    if at < 0 or ">" in tail[at:]:
        return tail
    name = _CUT.match(tail[at : at + 60])
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


def _without_unseen(text: str) -> str:
    """Scripts, styles and drawings go with what stands in them; one that never ends takes all."""
    kept: list[str] = []
    start = 0
    while opens := _OPENS_UNSEEN.search(text, start):
        kept.append(f"{text[start : opens.start()]} ")
        start = opens.end()
        if not opens[2].endswith("/"):
            closes = _CLOSES[opens[1].lower()].search(text, start)
            start = closes.end() if closes else len(text)
    return "".join((*kept, text[start:]))
