"""The words by which news shows its state: hedged, done, reversed, grave, or looking back.

English and Spanish in full, the commonest of Portuguese, French, German and Italian. A star stands
for any ending.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from monitor.text import PhraseIndex, folded_words

# Longer titles are texts that lost their title; their beginning speaks for them.
_TITLE_REACH = 400


class Sense(StrEnum):
    """What a word says about the state of affairs."""

    BACKGROUND = "background"
    HEDGE = "hedge"
    REVERSAL = "reversal"
    CORRECTION = "correction"
    DONE = "done"
    CRITICAL = "critical"
    STATEMENT = "statement"


_WORDS = {
    Sense.BACKGROUND: """
        explained; what we know; what to know; live updates; live blog; liveblog; as it happened;
        fact check; in pictures; week in review; morning briefing; anniversary; years ago; years after;
        looking back; history of; questions and answers; key takeaways; things to know; timeline;
        que se sabe; en vivo; minuto a minuto; aniversario; cronologia; lo que sabemos
    """,
    Sense.HEDGE: """
        may; might; could; would; possible; possibly; potential; potentially; considering; considers;
        mulls; weighs; weighing; likely; expected; expects; plans to; planning; threatens; threat of;
        not ruled out; rule out; open to; willing; proposes; proposal; seeks; wants; urges; calls for;
        speculation; rumor*; rumour*; reportedly; unconfirmed; if; podria*; podrian; posible*;
        no descarta*; not rule out; refuses to rule out; without ruling out; sin descartar;
        considera; evalua; amenaza*; dispuesto*; propone; propuesta; planea; espera; quiere; insta; pide;
        pourrait; envisage; konnte; erwagt; poderia; pode; potrebbe; pronto a
    """,
    Sense.REVERSAL: """
        denies; denied; deny; cancels; cancel*; calls off; called off; withdraw*; withdrew; suspends;
        suspended; halts; halted; reverses; reversed; reversal; backtrack*; backs down; retract*; revok*;
        scraps; scrapped; drops charges; drops plan*; drops bid; drops case; overturn*; talks collapse*;
        deal collapse*; ceasefire collapse*; truce collapse*; breaks off; broke off; postpone*;
        no longer; rejects; rejected; rules out; ruled out; niega; desmiente; cancela*; suspende*;
        retira; retiro; revoca*; rechaza*; descarta*; aplaza*; pospone*; rompe; anula*; dement; annule*;
        rejette; nega; sospende; suspende; weist zuruck; lehnt ab; dementiert; stoppt
    """,
    Sense.CORRECTION: """
        correction; corrects; corrected; revised down; revises; lowers; lowered; earlier reported;
        clarification; correccion; corrige; rectifica*; fe de errata*; berichtigt; rettifica; corrige
    """,
    Sense.DONE: """
        kills; killed; dead; dies; died; strikes; struck; hits; attacks; attacked; seizes; seized;
        arrests; arrested; captures; captured; detains; detained; signs; signed; approves; approved;
        passes; passed; orders; ordered; imposes; imposed; designates; designated; launches; launched;
        begins; began; starts; deploys; deployed; arrives; arrived; lands; resigns; resigned; sacked;
        fired; elected; wins; won; convicted; sentenced; acquitted; indicted; charged; bans; banned;
        closes; closed; recalls; recalled; acquires; acquired; merges; declares; declared; blocks;
        designado; designada; firmado; firmada; aprobado; aprobada;
        blocked; evacuates; evacuated; collapses; crashed; crashes; erupts; released; freed; sworn in;
        mata; mato; muertos; muere; murio; ataca; ataco; incauta*; captura; capturo; arresta; detiene;
        detuvo; firma; firmo; aprueba; aprobo; ordena; ordeno; impone; impuso; designa; designo; lanza;
        lanzo; inicia; inicio; despliega; desplego; llega; llego; renuncia; renuncio; elige; gana; gano;
        condena*; prohibe; prohibio; declara; declaro; bloquea; bloqueo; evacua*; libera*; acusa*;
        tue; tues; arrete; signe; approuve; getotet; verhaftet; unterzeichnet; mobiliza; uccisi;
        arrestato; firma; approva; sequestra*; morti; mortos; prende; assina
    """,
    Sense.CRITICAL: """
        invades; invaded; invasion begins; ground troops enter*; troops enter*; troops cross*; declares war;
        declared war; war declared; leader captured; president captured; captures president; overthrown;
        ousted; coup; assassinated; steps down; fled the country; peace deal signed; signs peace;
        ceasefire takes effect; surrenders; surrendered; nuclear strike; state of war;
        invade; invadio; tropas entran; declara la guerra; derrocado; golpe de estado;
        dimite; se rinde; firma la paz; envahit; renverse; gesturzt; einmarsch
    """,
    Sense.STATEMENT: """
        says; said; tells; told; calls; warns; claims; insists; vows; repeats; reiterates; defends;
        praises; criticises; criticizes; condemns; comments; speaks; dice; dijo; afirma; asegura;
        advierte; reitera; insiste; promete; critica; dit; affirme; sagt; warnt; diz; afirma; dice
    """,
}


# Labels of a genre: they speak for a title only where they stand alone in a part of it ("Analysis: ...",
# "... | Opinion"), not in "high-profile talks" or "court review".
_LABELS = frozenset(
    folded_words(label)
    for label in """opinion; op-ed; editorial; analysis; explainer; column; review; profile; podcast; newsletter;
    photos; video; interview; comment; letters; obituary; quiz; takeaways; live; watch; factbox;
    analisis; columna; entrevista; perfil; claves; resumen; fotos; reportaje; analyse; analise;
    analisi; opinione; kommentar; chronique""".split(";")
)
# Words that open a question or an explanation.
_OPENINGS = tuple(
    tuple(opening.split())
    for opening in """why; how; what is; what are; what does; who is; who was; inside; por que; como;
    quien es; que es; las claves; warum; pourquoi; perche""".split(";")
)
_PARTS = re.compile(r"[:|–—()\[\]]|\s-\s")
_NOT = frozenset(
    "not no never without nor cannot ni nunca sin nao pas nicht kein keine non".split()
)
# What a "not" before it takes back.
_DENIABLE = frozenset({Sense.REVERSAL, Sense.DONE, Sense.CRITICAL})
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
        and not (sense in _DENIABLE and _denied(words, start))
    }
    return frozenset(found | ({Sense.BACKGROUND} if _is_background(text) else set()))


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _denied(words: Sequence[str], start: int) -> bool:
    before = words[max(0, start - _NOT_REACH) : start]
    return any(word in _NOT or word.endswith("n't") for word in before)


def _is_background(title: str) -> bool:
    """Whether a title asks, explains or names its genre."""
    if title.rstrip().endswith("?"):
        return True
    parts = [folded_words(part) for part in _PARTS.split(title[:_TITLE_REACH])]
    labelled = len(parts) > 1 and any(part in _LABELS for part in parts)
    return labelled or any(
        part[: len(opening)] == opening for part in parts for opening in _OPENINGS if part
    )
