"""The figures of an item, held against what a storyline's ledger already knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import Protocol

from monitor.model import Fact, Item, Match, Profile, Storyline
from monitor.text import (
    Figure,
    counted,
    find_figures,
    fold_word,
    guess_language,
    split_sentences,
    stem,
)

# Who speaks in the ledger's first lines.
SEED = "seed"
# How far a figure may stand from the word that it counts, in words.
_REACH = 5
# News tells its figures early; whatever is longer is a text that lost its title, or a whole page.
_TITLE_REACH, _SUMMARY_REACH = 400, 4_000
# Words for the same count: a ledger that knows "80 fatalities" is not surprised by "80 dead", and a
# profile that watches one of them watches all.
_GROUPS = {
    "arrested": "arrested detained arrests detenidos detenidas arrestados arrestadas festgenommen",
    "cases": "cases infected infections casos contagios contagiados infectados cas falle casi contagi",
    "homeless": "homeless displaced desplazados desplazadas damnificados",
    "killed": """killed kills killing dead deaths died dies fatalities toll muertos muertas muertes
        fallecidos fallecidas murieron fallecieron mortos mortes morti morts tote""",
    "injured": "injured wounded hurt heridos heridas feridos feriti blesses verletzte",
}
_SAME = {word: name for name, words in _GROUPS.items() for word in words.split()}
# Figures that only ever rise: a lower one is an older report, unless it says that it corrects.
RISING = frozenset(("killed", "injured", "arrested", "cases"))


class Ledger(Protocol):
    """What a seed's storylines know; a look costs the same however much that is."""

    def about(self, storyline: str, subject: str) -> tuple[Fact, ...]:
        """The latest facts of a subject in a storyline, oldest first."""
        ...

    def latest_at(self, storyline: str) -> datetime | None:
        """The time of a storyline's latest fact; None when it knows nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A watched figure that the ledger did not hold: ``before`` is None when it held none."""

    subject: str
    before: Fact | None
    after: Fact
    open: bool
    sentence: str

    @property
    def lower(self) -> bool:
        """Whether it fell."""
        old, new = (self.before.amount if self.before else None), self.after.amount
        return old is not None and new is not None and new < old

    @property
    def crosses_band(self) -> bool:
        """Whether it passed 10, 50, 100, 500, 1,000 and so on, up or down."""
        old, new = (self.before.amount if self.before else None), self.after.amount
        return old is not None and new is not None and _band(old) != _band(new)


def _band(amount: float) -> int:
    """How many of 10, 50, 100, 500, 1,000 ... an amount has reached."""
    band, step = 0, 10.0
    while amount >= step:
        band, step = band + 1, step * (5 if band % 2 == 0 else 2)
    return band


def subject_of(word: str) -> str:
    """One name for words that count the same thing."""
    folded = fold_word(word)
    return _SAME.get(folded, folded)


def _watched(storyline: Storyline) -> Mapping[str, str]:
    """The stems to look for beside a figure, each with its subject."""
    words: dict[str, str] = {}
    for word in storyline.watch_numbers:
        subject = subject_of(word)
        for form in (fold_word(word), *_GROUPS.get(subject, "").split()):
            words[stem(form)] = subject
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A watched figure that an item reports, and the sentence that says so."""

    fact: Fact
    open: bool
    sentence: str


def readings(item: Item, match: Match, storyline: Storyline) -> tuple[Reading, ...]:
    """The figures beside the storyline's watched words, one a subject.

    The first one counts; of figures that only rise the highest, because a report of three more dead
    also says how many there are by now.
    """
    words = _watched(storyline)
    if not words:
        return ()
    language = item.language or guess_language(item.title)
    found: dict[str, Reading] = {}
    for sentence in (item.title[:_TITLE_REACH], *split_sentences(item.summary[:_SUMMARY_REACH])):
        for subject, figure in counted(sentence, words, _REACH, language).items():
            known = found.get(subject)
            if known and (subject not in RISING or figure.amount <= (known.fact.amount or 0.0)):
                continue
            fact = Fact(
                seed=match.seed,
                storyline=storyline.slug,
                subject=subject,
                value=figure.value,
                amount=figure.amount,
                item=item.id,
                source=item.source,
                at=min(item.effective_at, match.at),
            )
            found[subject] = Reading(fact=fact, open=figure.open, sentence=sentence)
    return tuple(found.values())


def seeded(profile: Profile, storyline: Storyline, now: datetime) -> tuple[Fact, ...]:
    """The ledger's first lines: what the profile says the article already told, on its day."""
    day = profile.published
    at = datetime.combine(day, time(), tzinfo=UTC) if day else now
    facts = []
    for known in storyline.known:
        figures = find_figures(known.value)
        facts.append(
            Fact(
                seed=profile.seed,
                storyline=storyline.slug,
                subject=subject_of(known.fact),
                value=known.value,
                amount=figures[0].amount if figures else None,
                source=SEED,
                at=at,
            )
        )
    return tuple(facts)


def moves(figures: Sequence[Reading], ledger: Ledger, first: Sequence[Fact]) -> tuple[Move, ...]:
    """The figures that the ledger does not hold yet, against its latest line of the same unit.

    ``first`` are its lines from the seed. What was reported before is no move, nor is a figure within
    a range or near a rough one that is known, nor "more than 80" when 80 or more are known. Money is
    not held against percent.
    """
    found = []
    for reading in figures:
        fact = reading.fact
        lines = lines_of(fact, ledger, first)
        counted_before = [line for line in lines if line.amount is not None]
        alike = [line for line in counted_before if _same_unit(line.value, fact.value)]
        if any(agrees(line, fact) for line in alike) or (counted_before and not alike):
            continue
        move = Move(
            subject=fact.subject,
            before=next(reversed(alike or lines), None),
            after=fact,
            open=reading.open,
            sentence=reading.sentence,
        )
        if not (move.open and move.lower):
            found.append(move)
    return tuple(found)


def lines_of(fact: Fact, ledger: Ledger, first: Sequence[Fact]) -> tuple[Fact, ...]:
    """What is known of a fact's subject, oldest first."""
    seeds = (line for line in first if line.subject == fact.subject)
    return (*seeds, *ledger.about(fact.storyline, fact.subject))


def agrees(line: Fact, fact: Fact) -> bool:
    """Whether two figures may be the same count; one that is open is only itself."""
    if line.amount == fact.amount:
        return True
    one, other = _noted(line.value), _noted(fact.value)
    if one is None or other is None or one.open or other.open:
        return False
    return one.agrees(other)


@lru_cache(maxsize=10_000)
def _noted(value: str) -> Figure | None:
    """The figure that a line of the ledger notes."""
    return next(iter(find_figures(value)), None)


def _same_unit(one: str, other: str) -> bool:
    """A bare figure is money or people as the other is; percent stays by itself."""
    units = {_unit(one), _unit(other)}
    return len(units) == 1


def _unit(value: str) -> str:
    figure = _noted(value)
    return figure.unit if figure else ""
