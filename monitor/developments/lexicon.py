"""The words by which news shows its state: hedged, confirmed, corrected, grave, or only said.

English and Spanish in full, the commonest of Portuguese, French, German and Italian. A star stands
for any ending.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from monitor.text import PhraseIndex, folded_words

# Longer titles are texts that lost their title; their beginning speaks for them.
_TITLE_REACH = 400


class Sense(StrEnum):
    """What a word says about the state of affairs."""

    HEDGE = "hedge"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"
    CRITICAL = "critical"
    STATEMENT = "statement"


_WORDS = {
    Sense.HEDGE: """
        may; might; could; would; possible; possibly; potential; potentially; considering; considers;
        mulls; weighs; weighing; likely; expected; expects; plans to; planning; threatens; threat of;
        not ruled out; rule out; open to; willing; proposes; proposal; seeks; wants; urges; calls for;
        speculation; rumor*; rumour*; reportedly; unconfirmed; if; podria*; podrian; posible*;
        no descarta*; not rule out; refuses to rule out; without ruling out; sin descartar;
        considera; evalua; amenaza*; dispuesto*; propone; propuesta; planea; espera; quiere; insta; pide;
        pourrait; envisage; konnte; erwagt; poderia; pode; potrebbe; pronto a
    """,
    Sense.CONFIRMATION: """
        confirm*; verifies; verified; bestatigt*; acknowledges
    """,
    Sense.CORRECTION: """
        correction; corrects; corrected; revised down; revised*; revises; lowers; lowered; earlier reported;
        clarification; as first reported; counted twice; correccion; corrige*; corrigio; rectifica*; rebaja*; fe de errata*; berichtigt; rettifica; corrige
    """,
    Sense.CRITICAL: """
        invades; invaded; invasion begins; ground troops enter*; troops enter*; troops cross*; declares war;
        declared war; war declared; leader captured; president captured; captures president; overthrown;
        ousted; coup; assassinated; fled the country; peace deal signed; signs peace;
        ceasefire takes effect; surrenders; surrendered; nuclear strike; state of war;
        invade; invadio; tropas entran; declara la guerra; derrocado; golpe de estado;
        se rinde; firma la paz; envahit; renverse; gesturzt; einmarsch
    """,
    Sense.STATEMENT: """
        says; said; tells; told; calls; warns; claims; insists; vows; repeats; reiterates; defends;
        praises; criticises; criticizes; condemns; comments; speaks; dice; dijo; afirma; asegura;
        advierte; reitera; insiste; promete; critica; dit; affirme; sagt; warnt; diz; afirma; dice
    """,
}


_NOT = frozenset(
    "not no never without nor cannot ni nunca sin nao pas nicht kein keine non".split()
)
_NOT_REACH = 2


@cache
def _index() -> PhraseIndex[Sense]:
    index = PhraseIndex[Sense]()
    for sense, words in _WORDS.items():
        for phrase in words.split(";"):
            index.add(" ".join(phrase.split()), sense)
    return index


def senses(text: str) -> frozenset[Sense]:
    """What the words of a title (or another short text) say about the state of affairs.

    A phrase silences the shorter ones inside it ("not ruled out" is no "ruled out"), and a "not"
    close before it takes a deed back.
    """
    words = folded_words(text[:_TITLE_REACH])
    spans = list(_index().find(words))
    found = {
        sense
        for start, end, sense in spans
        if not any(_inside((start, end), (first, last)) for first, last, _ in spans)
        and not (sense is Sense.CRITICAL and _denied(words, start))
    }
    return frozenset(found)


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _denied(words: Sequence[str], start: int) -> bool:
    before = words[max(0, start - _NOT_REACH) : start]
    return any(word in _NOT or word.endswith("n't") for word in before)
