"""Which titles bring no event of their own: opinion, explainers, looks back, live pages, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from monitor.text import PhraseIndex, content_stems, folded_words

_REACH = 400


class Genre(StrEnum):
    """What a piece is. A live page may still be the first to bring an event; the others never."""

    NEWS = "news"
    BACKGROUND = "background"
    LIVE = "live page"


# Phrases that speak for a genre wherever they stand in a title.
_PHRASES = {
    Genre.BACKGROUND: """
        explained; what we know; what to know; what you need to know; what you should know; as it happened;
        fact check; in pictures; in photos; in charts; in numbers; week in review;
        news of the week; stories of the week; morning briefing; evening briefing; anniversary; years ago; years after; years on; a look back;
        looking back; look back at; history of; questions and answers; your questions; key takeaways;
        things to know; timeline; a brief history; lessons from; round-up; roundup; at a glance; and other stories;
        que se sabe; aniversario; cronologia; lo que sabemos; lo que se sabe; lo que hay que saber; asi fue;
        anos despues; las claves de; preguntas y respuestas; se cumple un ano; se cumplen;
        un an apres; ans apres; ce que l'on sait; retour sur; chronologie; ein jahr nach; jahre nach;
        was wir wissen; ruckblick; chronologie; um ano depois; anos depois; o que se sabe; entenda;
        un anno dopo; anni dopo; cosa sappiamo; what we learned; tells us; means for; what could happen;
        what happens next; what comes next; what's next; what next; the story of; a history of
    """,
    Genre.LIVE: """
        live updates; live blog; liveblog; latest updates; minute by minute; live coverage; en vivo;
        minuto a minuto; ultima hora; en directo; en direct; liveticker; newsblog; ao vivo; minuto a minuto;
        in diretta; diretta
    """,
}
# Labels speak only where they stand alone in a part of the title ("Analysis: ...", "... | Opinion"),
# not in "high-profile talks" or "court review".
_LABELS = {
    Genre.BACKGROUND: """opinion; op-ed; oped; editorial; analysis; explainer; column; columnist; review; profile;
        podcast; newsletter; photos; video; interview; comment; commentary; letters; letter; obituary; quiz;
        takeaways; watch; factbox; viewpoint; perspective; essay; feature; long read; q&a; faq; recap;
        background; backgrounder; retrospective; the big picture; big read; guide; gallery; listen; debate;
        guest post; first person; from the archive; throwback; weekend read;
        analisis; columna; entrevista; perfil; claves; resumen; fotos; reportaje; tribuna; carta; editorial;
        cronica; opinion; analyse; analise; analisi; opinione; opiniao; kommentar; chronique; tribune;
        portrat; essay; interview; entretien; hintergrund; decryptage; editorial; editoriale; commento""",
    Genre.LIVE: "live; breaking live; directo; direct; ticker",
}
_OPENINGS = tuple(
    tuple(opening.split())
    for opening in """why; how; what is; what are; what does; what to; who is;
    who was; who are; inside; looking back; remembering; five things; five questions; ten things;
    three things; everything you; meet the; the week in; this week in; the day in; a look at; could;
    should; would; will; is; are; can; does; do; where; when will; por que; como; quien es; quienes son;
    que es; que son; que significa; las claves; asi es; warum; wie; wer ist; was ist; was bedeutet; pourquoi;
    comment; qui est; que sait-on; perche; chi e; cosa; come; por que; quem e; o que""".split(";")
)
_MAYBE = frozenset("could should would will is are can does do where wie como come".split())
_COUNTED = frozenset(
    """one two three four five six seven eight nine ten a an un una dos tres cuatro cinco seis diez ein
    zwei drei deux trois um dois due tre""".split()
)
_SPANS = frozenset(
    """day days week weeks month months year years decade decades semana semanas mes meses ano anos
    dia dias jahr jahre wochen monat monate an ans mois semaines anno anni mesi settimane""".split()
)
_SINCE = frozenset(
    "after since later on ago despues tras apres nach dopo depois desde apos".split()
)
_PARTS = re.compile(r"[:|–—()\[\]]|\s-\s|,\s")
_LIVE_AFTER = re.compile(r"\blive\s*(?:[:|–—]|$|\s-\s)", re.IGNORECASE)


@cache
def _index() -> PhraseIndex[Genre]:
    index = PhraseIndex[Genre]()
    for genre, phrases in _PHRASES.items():
        for phrase in phrases.split(";"):
            index.add(" ".join(phrase.split()), genre)
    return index


@cache
def live_words() -> frozenset[str]:
    """The stems of the words by which a title calls itself live."""
    phrases = f"{_PHRASES[Genre.LIVE]};{_LABELS[Genre.LIVE]}"
    return frozenset(content_stems(phrases))


@cache
def _labels() -> dict[tuple[str, ...], Genre]:
    return {
        folded_words(label): genre
        for genre, labels in _LABELS.items()
        for label in labels.split(";")
    }


def genre_of(title: str) -> Genre:
    """What a title says that the piece is: it asks, explains, looks back, lists, or names its genre."""
    text = title[:_REACH]
    words = folded_words(text)
    parts = [folded_words(part) for part in _PARTS.split(text)]
    found = {genre for _, _, genre in _index().find(words)}
    if len(parts) > 1:
        found |= {_labels()[part] for part in parts if part in _labels()}
    if text.rstrip().endswith("?") or _looks_back(words) or any(map(_explains, parts)):
        found.add(Genre.BACKGROUND)
    if _LIVE_AFTER.search(text):
        found.add(Genre.LIVE)
    return next((one for one in (Genre.BACKGROUND, Genre.LIVE) if one in found), Genre.NEWS)


def _explains(part: Sequence[str]) -> bool:
    """Whether a part opens as a question or an explanation; one word alone ("Will") needs a "?"."""
    return _interprets(part) or any(
        tuple(part[: len(opening)]) == opening
        for opening in _OPENINGS
        if part and not set(opening) <= _MAYBE
    )


def _interprets(part: Sequence[str]) -> bool:
    """Whether a part says "what this says about that"."""
    return part[:1] == ("what",) and bool({"says", "tells", "means", "reveals"} & set(part))


def _looks_back(words: Sequence[str]) -> bool:
    """Whether a title starts like "A month after the quake", "Ten years later"."""
    for place in range(min(len(words) - 2, len("abc"))):
        count, span, link = words[place : place + 3]
        counted = count in _COUNTED or count.isdigit()
        if counted and span in _SPANS and link in _SINCE and span not in {"day", "dia", "days"}:
            return True
    return False
