"""What a headline and its text say, without what desks put around them: labels, bylines, sources."""

from __future__ import annotations

import re

from monitor.model import Item
from monitor.text import fold

# Longer titles are texts that lost their title; beyond this they are compared by their beginning.
_TITLE_REACH = 400
_SUMMARY_REACH = 600
# A title is not cut down to fewer words than these.
_LEAST_WORDS = 3
_SOURCE_WORDS = 5

# "UPDATE 2-", "Breaking:", "Última hora |", "En direct -": labels of genre and urgency.
_LABELS = re.compile(
    r"""^\W{0,3}(?:
        (?:update|wrapup|refile|rpt|corrected|exclusive)\s*\d*\s*-(?=\S)
      | (?:(?:last\s|live\s|news\s|breaking\s)?(?:updated?|updates)|breaking(?:\snews)?|news\salert
          |exclusive|just\sin|developing|urgent|alert|live|watch|video|photos|report|corrected|correction
          |[uú]ltima\shora|urgente|exclusiv[ao]|en\svivo|en\sdirecto|v[ií]deo|actualizaci[oó]n
          |exclusif|en\sdirect|urgence|mise\s[aà]\sjour|alerte
          |eil(?:meldung)?|exklusiv|liveticker|aktualisiert|live-blog
          |ao\svivo|atualiza[cç][aã]o|[uú]ltimas?|esclusiva|in\sdiretta|ultim'ora|aggiornamento)
        (?:\s?\#?\d{1,2})?\s*(?:[:|–—]|\s-\s|\])
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSING = re.compile(
    r"\s*(?:[\[(](?:updated?|video|live|photos|watch|exclusive|actualizado|v[ií]deo|mis à jour)[\])]"
    r"|[-–—|:]\s(?:live|video|live updates|en vivo|as it happened))\s*$",
    re.IGNORECASE,
)
# What stands before all that may go from the end of a title.
_PARTING = re.compile(r"[-–—|:(\[]")
_TAIL = re.compile(r"^(?P<head>.*\S)\s+[-–—|]\s+(?P<tail>\S[^|–—]*)$", re.DOTALL)
# "WASHINGTON (AP) — ", "Oslo, 3 May (Reuters) - ", "(AFP) - ".
_DATELINE = re.compile(
    r"^(?:[^\W\d_][\w .,'’/-]{1,50}?\s)?\((?:[A-ZÀ-Þ][\w .&-]{1,24}|dpa)\)\s*[-–—:]+\s*"
    r"|^[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{2,40}(?:,\s\w+\.?\s?\d{0,2}(?:\s\w+\.?)?)?\s+[-–—]{1,2}\s+"
)
# "By Ann Lee and Bo Ek - ": only with an end that shows, or "By Tuesday ..." would go.
_BYLINE = re.compile(
    r"^(?:By|Por|Par|Von|Di)\s+(?:[A-ZÀ-Þ][\w.'’-]+\s?){2,4}"
    r"(?:(?:,|and|y|et|und|e)\s(?:[A-ZÀ-Þ][\w.'’-]+\s?){2,4})?(?:\s*[-–—|:/]|,\s[\w ]{3,30}[-–—|]|\n)\s*"
)


def headline(item: Item) -> str:
    """The title without labels before or behind it and without the name of its source."""
    title = item.title[:_TITLE_REACH].strip()
    title = _without(_LABELS, title)
    title = _without(_LABELS, title)
    if not _PARTING.search(title):
        return title
    title = _without(_CLOSING, title)
    found = _TAIL.match(title)
    if found and len(found["head"].split()) >= _LEAST_WORDS and _is_source(found["tail"], item):
        title = found["head"]
    return title


def _without(pattern: re.Pattern[str], title: str) -> str:
    """A title without its label, unless too few words would be left of it."""
    shorter = pattern.sub("", title)
    return shorter if len(shorter.split()) >= _LEAST_WORDS else title


def lead(item: Item) -> str:
    """The beginning of the summary without dateline and byline."""
    text = item.summary[:_SUMMARY_REACH].strip()
    for pattern in (_BYLINE, _DATELINE):
        text = pattern.sub("", text)
    return text


def _is_source(tail: str, item: Item) -> bool:
    """Whether the end of a title says who published the item or who wrote it."""
    said = fold(tail)
    if not said or len(said.split()) > _SOURCE_WORDS:
        return False
    source, wire = fold(item.source), fold(item.wire)
    domain = said.replace(" ", "")
    plain = source.replace(" ", "")
    if not source:
        return said == wire
    return said == wire or said in source or source in said or domain in plain or plain in domain
