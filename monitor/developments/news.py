"""What an item says that its storyline did not know; of these answers the first stands.

opinion, explainer, a look back        N1   BACKGROUND; a live page is one, unless it opens an event
older than seed or ledger              N1   LAGGED
a watched figure moved                 N2   FIGURE_MOVED, N3 in a new story
a figure was taken back                N4   CORRECTED
a new story that takes back another    N4   REVERSED; N2, a confirmation, when that was told lately
a new story whose figures are retold   N1   REWORDED
a new story that the seed already told N2   IN_SEED
a new story near another, no new deed  N2   NEW_DETAIL; N1 where it brings no detail
a new story                            N3   STORY_OPENED
a known story is taken back            N4   REVERSED
a known story tells another deed       N3   STATE_CHANGED; so does a prospect that became a deed
a known story turned grave             N3   STATE_CHANGED
somebody watched enters a known story  N2   NEW_DETAIL
a second voice says the gravest        N2   STATE_CHANGED, a confirmation; so does one who confirms
identical text                         N0   COPY
the rest                               N1   REWORDED
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from monitor.developments.case import Case, is_alone, is_sure
from monitor.developments.findings import Findings, State
from monitor.developments.genres import Genre
from monitor.developments.ledger import RISING, SEED, Move
from monitor.developments.lexicon import Sense, senses
from monitor.model import Fact
from monitor.scales import Kind, Novelty, Reason
from monitor.text import TURNS, deeds, find_figures, split_sentences

# A seed article speaks of its day; what was published more than a day before is known to it.
_SEED_MARGIN = timedelta(days=1)
# Feeds date their items loosely; what is older than the ledger by more than this is an older report.
_LEDGER_MARGIN = timedelta(days=2)


# Likeness to the nearest story, two thirds of what makes two stories one, from which a story without a
# deed of its own is a detail of that one. Of 14 such openings in nine streams 10 told nothing new.
_AKIN = 0.2
# Above this likeness to a story a name that is new in it only stands for one that was told.
_ALIKE = 0.45
# Deeds that only say how a figure moved: without a figure that is new they tell nothing.
_COUNTING = {"raise", "cut"}
# A live page whose title says so much beside names tells of an event.
_SUBSTANCE = 4


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
    if _is_background(findings):
        return News(novelty=Novelty.N1, reason=Reason.BACKGROUND)
    for move in findings.moves:
        if _counts_as_new(move, findings):
            return _moved(findings, move)
    if case.assignment.opened:
        return _opened(findings)
    return _changed(findings) or _nothing(findings)


def _nothing(findings: Findings) -> News:
    """A known story told again; what its figures and deeds are now is learned all the same."""
    copied = findings.case.assignment.reason is Reason.IDENTICAL_TEXT
    return News(
        novelty=Novelty.N0 if copied else Novelty.N1,
        reason=Reason.COPY if copied else Reason.REWORDED,
        facts=findings.learned(),
    )


def _is_background(findings: Findings) -> bool:
    """A live page brings nothing by itself, but it may be the first to tell of an event."""
    if findings.genre is Genre.LIVE:
        return not (findings.case.assignment.opened and findings.substance >= _SUBSTANCE)
    return findings.genre is Genre.BACKGROUND


def _is_lagged(case: Case) -> bool:
    """Older than the seed article, or than a storyline that has long moved on."""
    when = case.item.effective_at
    born = case.profile.published
    if born and when < datetime.combine(born, time(), tzinfo=UTC) - _SEED_MARGIN:
        return True
    latest = case.ledger.latest_at(case.storyline.slug) or when
    return when < latest - _LEDGER_MARGIN


def _counts_as_new(move: Move, findings: Findings) -> bool:
    """A first figure is news in a known story only: in a new one the story itself is the news."""
    if move.before is None:
        return not findings.case.assignment.opened
    if move.lower and move.subject in RISING:
        return _corrects(move, findings)
    return True


def _corrects(move: Move, findings: Findings) -> bool:
    return Sense.CORRECTION in findings.senses | senses(move.sentence)


def _moved(findings: Findings, move: Move) -> News:
    corrected = move.before is not None and _corrects(move, findings)
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
    if findings.back <= findings.lately | findings.abroad:
        return News(
            novelty=Novelty.N2,
            reason=Reason.REVERSED,
            kind=Kind.CONFIRMATION,
            delta=f"{findings.case.storyline.title}: also {title}",
            proof=_proof(findings),
            facts=findings.learned(),
        )
    return News(
        novelty=Novelty.N4,
        reason=Reason.REVERSED,
        kind=Kind.REVERSAL,
        delta=f"{findings.case.storyline.title}: now {title}",
        proof=_proof(findings),
        major=True,
        facts=findings.learned(),
    )


def _proof(findings: Findings) -> str:
    """The sentence that tells the title's deed best: of the summary if one does, else the title."""
    said = findings.deeds.done | findings.deeds.denied
    sentences = split_sentences(findings.case.item.summary)
    telling = (one for one in sentences if said & (deeds(one).done | deeds(one).denied))
    return next(telling, findings.case.item.title)


def _opened(findings: Findings) -> News:
    """A story that nothing recent told: a reversal, an event, or the storyline's first."""
    case = findings.case
    if findings.back and (case.told_before or findings.given) and is_sure(case):
        return _reversed(findings)
    akin = _is_akin(findings)
    known = akin and (_counts_again(findings) or not _is_detailed(findings))
    if _is_retold(findings) or _is_told_abroad(findings) or known:
        return News(novelty=Novelty.N1, reason=Reason.REWORDED, facts=findings.learned())
    sentences = split_sentences(case.item.summary)
    known = _is_from_seed(findings)
    return News(
        novelty=Novelty.N2 if known or akin else Novelty.N3,
        reason=Reason.IN_SEED if known else Reason.NEW_DETAIL if akin else Reason.STORY_OPENED,
        kind=Kind.ADVANCE if case.told_before else Kind.FIRST,
        delta=f"{case.storyline.title}: {_since_seed(findings)}{case.item.title}",
        proof=sentences[0] if sentences else case.item.title,
        facts=findings.learned(),
    )


def _since_seed(findings: Findings) -> str:
    """``proposed -> `` where a deed follows on the state that the article gives."""
    more = findings.deeds.done & TURNS - findings.given
    first = not findings.case.told_before
    return f"{findings.standing} -> " if first and more and findings.standing else ""


def _is_akin(findings: Findings) -> bool:
    """Whether a story is near another of these days and tells no deed that was not told lately."""
    near = findings.case.assignment.similarity >= _AKIN
    return near and findings.deeds.done & TURNS <= findings.lately


def _counts_again(findings: Findings) -> bool:
    """Whether a story only gives open figures that moved nothing: "more than 200" after 340."""
    return bool(findings.counts) and all(one.value.endswith("+") for one in findings.counts)


def _is_detailed(findings: Findings) -> bool:
    """Whether a title brings a detail: a figure, or one of the watched who was in none lately.

    In languages whose deeds are known by their commonest words only, everything may be one.
    """
    title = findings.case.item.title
    few = not findings.speaks_plainly
    return few or bool(findings.new_actors) or bool(find_figures(title))


def _is_retold(findings: Findings) -> bool:
    """Whether every figure was reported lately, and no deed is new beside them."""
    more = findings.deeds.done & TURNS - findings.lately - findings.abroad
    return findings.retold and not more


def _is_told_abroad(findings: Findings) -> bool:
    """Whether an item in a language that is not the profile's first follows others with its deeds.

    Stories are grouped by words, which languages do not share; deeds are the same in all.
    """
    said = findings.deeds.done & TURNS
    return bool(said) and findings.is_foreign and said <= findings.abroad


def _is_from_seed(findings: Findings) -> bool:
    """Whether a story tells the seed's own figures or states, and no deed beyond them."""
    more = (findings.deeds.done & TURNS) - findings.given
    if more:
        return False
    if findings.from_seed:
        return True
    said = (findings.deeds.done | findings.deeds.planned) & findings.given
    return bool(said) or (findings.echoes and not findings.deeds.done)


def _changed(findings: Findings) -> News | None:
    """A known story goes on; None when it does not, or when nothing is noted of it."""
    if not findings.noted:
        return None
    return _turn_of(findings) or _detail_of(findings)


def _turn_of(findings: Findings) -> News | None:
    """A known story takes a turn: it is taken back, comes true, turns grave, or goes a step on."""
    before = findings.noted
    if findings.back - before.keys():
        return _reversed(findings)
    awaited = State.PROSPECT in before and State.DONE not in before
    if State.DONE in findings.states and awaited:
        return _turned(findings, f"{State.PROSPECT} -> {State.DONE}: ")
    if State.GRAVE in findings.states and State.GRAVE in before:
        return _confirmed(findings)
    # What another story told lately is that story's deed, mentioned again.
    said = findings.deeds.done & TURNS
    fresh = said - before.keys() - findings.lately
    if State.GRAVE in findings.states and (fresh or not said):
        return _turned(findings, "")
    if findings.counts:  # "rises to 83", and no figure moved: a known one told again
        fresh -= _COUNTING
    return _turned(findings, "") if fresh else None


def _detail_of(findings: Findings) -> News | None:
    """A known story is confirmed by who says that he does, or somebody watched enters it."""
    if Sense.CONFIRMATION in findings.senses:
        return _confirmed(findings)
    told_alike = findings.case.assignment.similarity >= _ALIKE
    return _joined(findings) if findings.newcomers and not told_alike else None


def _joined(findings: Findings) -> News:
    """Somebody watched who was in no title lately enters a known story: a detail of it."""
    names = ", ".join(sorted(findings.newcomers))
    return News(
        novelty=Novelty.N2,
        reason=Reason.NEW_DETAIL,
        kind=Kind.ADVANCE,
        delta=f"{findings.case.storyline.title}: {names}: {findings.case.item.title}",
        proof=_proof(findings),
        facts=findings.learned(),
    )


def _turned(findings: Findings, words: str) -> News:
    return News(
        novelty=Novelty.N3,
        reason=Reason.STATE_CHANGED,
        kind=Kind.ADVANCE,
        delta=f"{findings.case.storyline.title}: {words}{findings.case.item.title}",
        proof=_proof(findings),
        major=True,
        facts=findings.learned(),
    )


def _confirmed(findings: Findings) -> News | None:
    """One escalation of a story: its gravest news, or its only claim, said by a second voice."""
    case = findings.case
    first = findings.noted.get(State.GRAVE, next(iter(findings.noted.values())))
    same = case.item.source == first or not case.item.source
    if same or is_alone(case) or State.CONFIRMED in findings.noted:
        return None
    title = case.item.title
    return News(
        novelty=Novelty.N2,
        reason=Reason.STATE_CHANGED,
        kind=Kind.CONFIRMATION,
        delta=f"{case.storyline.title}: {case.item.source} confirms: {title}",
        proof=_proof(findings),
        major=True,
        facts=findings.learned(State.CONFIRMED),
    )
