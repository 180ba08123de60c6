"""What an item says that its storyline did not know; of these answers the first stands.

older than seed or ledger             N1   LAGGED
a watched figure moved                N2   FIGURE_MOVED, N3 in a new story
a figure was taken back               N4   CORRECTED
a new story whose figures are retold   N1   REWORDED
a new story                           N3   STORY_OPENED
a new story that takes back another   N4   REVERSED; N2, a confirmation, when that was told lately
a known story is taken back           N4   REVERSED
a prospect became a deed              N3   STATE_CHANGED
a known story turned grave            N3   STATE_CHANGED
a second voice says the gravest       N2   STATE_CHANGED, a confirmation
identical text                        N0   COPY
the rest                              N1   REWORDED
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from monitor.developments.findings import Case, Findings, State, is_alone
from monitor.developments.ledger import RISING, SEED, Move
from monitor.developments.lexicon import Sense, senses
from monitor.model import Fact
from monitor.scales import Kind, Novelty, Reason
from monitor.text import split_sentences

# A seed article speaks of its day; what was published more than a day before is known to it.
_SEED_MARGIN = timedelta(days=1)
# Feeds date their items loosely; what is older than the ledger by more than this is an older report.
_LEDGER_MARGIN = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new, why, in words, and what the ledger learns; ``major`` lifts its significance."""

    novelty: Novelty
    reason: Reason
    kind: Kind | None = None
    delta: str = ""
    proof: str = ""
    major: bool = False
    facts: tuple[Fact, ...] = ()


def find_news(findings: Findings) -> News:
    """What the item brings; ``kind`` is None when that is nothing to tell."""
    case = findings.case
    if _is_lagged(case):
        return News(novelty=Novelty.N1, reason=Reason.LAGGED)
    for move in findings.moves:
        if _counts_as_new(move, findings):
            return _moved(findings, move)
    if case.assignment.opened:
        return _opened(findings)
    changed = _changed(findings)
    if changed:
        return changed
    copied = case.assignment.reason is Reason.IDENTICAL_TEXT
    return News(
        novelty=Novelty.N0 if copied else Novelty.N1,
        reason=Reason.COPY if copied else Reason.REWORDED,
        facts=findings.first_figures,
    )


def _is_lagged(case: Case) -> bool:
    """Older than the seed article, or than a storyline that has long moved on."""
    when = case.item.effective_at
    born = case.profile.published
    if born and when < datetime.combine(born, time(), tzinfo=UTC) - _SEED_MARGIN:
        return True
    latest = max((line.at for line in case.ledger), default=when)
    return when < latest - _LEDGER_MARGIN


def _counts_as_new(move: Move, findings: Findings) -> bool:
    """A first figure is news in a known story only: in a new one the story itself is the news."""
    if move.before is None:
        return not findings.case.assignment.opened
    if move.lower and move.subject in RISING:
        return Sense.CORRECTION in findings.senses | senses(move.sentence)
    return True


def _moved(findings: Findings, move: Move) -> News:
    corrected = move.lower and move.subject in RISING
    case = findings.case
    dated = case.profile.published is not None or move.before is None or move.before.source != SEED
    novelty = Novelty.N3 if case.assignment.opened else Novelty.N2
    moved = (one.after for one in findings.moves if _counts_as_new(one, findings))
    return News(
        novelty=Novelty.N4 if corrected else novelty,
        reason=Reason.CORRECTED if corrected else Reason.FIGURE_MOVED,
        kind=Kind.CORRECTION if corrected else Kind.ADVANCE,
        delta=f"{case.storyline.title}: {_words(move, dated=dated)}",
        proof=move.sentence,
        major=move.crosses_band,
        facts=tuple(dict.fromkeys((*findings.learned(), *moved))),
    )


def _words(move: Move, *, dated: bool) -> str:
    """``killed 80+ -> 87 (80+ since 2025-11-18)``."""
    if move.before is None:
        return f"{move.subject} {move.after.value}, no figure before"
    known = move.before.value
    since = f"since {move.before.at:%Y-%m-%d}" if dated else "in the seed"
    return f"{move.subject} {known} -> {move.after.value} ({known} {since})"


def _reversed(findings: Findings) -> News:
    """A turn is told once in its storyline; who says so later, in whatever words, confirms it."""
    title = findings.case.item.title
    if findings.turned:
        return News(
            novelty=Novelty.N2,
            reason=Reason.REVERSED,
            kind=Kind.CONFIRMATION,
            delta=f"{findings.case.storyline.title}: also {title}",
            proof=title,
            facts=findings.learned(),
        )
    return News(
        novelty=Novelty.N4,
        reason=Reason.REVERSED,
        kind=Kind.REVERSAL,
        delta=f"{findings.case.storyline.title}: now {title}",
        proof=title,
        major=True,
        facts=findings.learned(State.TURNED),
    )


def _opened(findings: Findings) -> News:
    """A story that nothing recent told: a reversal, an event, or the storyline's first."""
    case = findings.case
    if findings.retold:
        return News(novelty=Novelty.N1, reason=Reason.REWORDED, facts=findings.learned())
    if State.BACK in findings.says and case.told_before:
        return _reversed(findings)
    sentences = split_sentences(case.item.summary)
    return News(
        novelty=Novelty.N3,
        reason=Reason.STORY_OPENED,
        kind=Kind.ADVANCE if case.told_before else Kind.FIRST,
        delta=f"{case.storyline.title}: {case.item.title}",
        proof=sentences[0] if sentences else case.item.title,
        facts=findings.learned(),
    )


def _changed(findings: Findings) -> News | None:
    """A known story takes a turn; None when it does not, or when nothing is noted of it."""
    before = findings.states
    if not before:
        return None
    if State.BACK in findings.says and State.BACK not in before:
        return _reversed(findings)
    if State.DONE in findings.says and set(before) == {State.PROSPECT}:
        return _turned(findings, f"{State.PROSPECT} -> {State.DONE}: ")
    if State.GRAVE not in findings.says:
        return None
    return _confirmed(findings) if State.GRAVE in before else _turned(findings, "")


def _turned(findings: Findings, words: str) -> News:
    title = findings.case.item.title
    return News(
        novelty=Novelty.N3,
        reason=Reason.STATE_CHANGED,
        kind=Kind.ADVANCE,
        delta=f"{findings.case.storyline.title}: {words}{title}",
        proof=title,
        major=True,
        facts=findings.learned(),
    )


def _confirmed(findings: Findings) -> News | None:
    """One escalation of a story: its gravest news, said by a second voice."""
    case, first = findings.case, findings.states[State.GRAVE]
    same = case.item.source == first or not case.item.source
    if same or is_alone(case) or State.CONFIRMED in findings.states:
        return None
    title = case.item.title
    return News(
        novelty=Novelty.N2,
        reason=Reason.STATE_CHANGED,
        kind=Kind.CONFIRMATION,
        delta=f"{case.storyline.title}: {case.item.source} confirms: {title}",
        proof=title,
        major=True,
        facts=findings.learned(State.CONFIRMED),
    )
