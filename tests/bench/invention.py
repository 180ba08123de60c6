"""Invented names, sentences and headlines: the same seed gives the same ones, on every machine."""

from __future__ import annotations

import random

_STARTS = "Bra Cal Dor Est Fen Gar Hal Ist Jor Kel Lun Mar Nor Ost Pel Quin Ros Sal Tor Ulm".split()
_MIDDLES = "a e i o u an el ir on ur and erl ing orm ust".split()
_ENDS = "berg dal ford gate haven ik land mere nes ov port ris sund ton vik wick".split()
_FORCES = "ministry court union port-authority parliament company council fleet police bank".split()
_DEEDS = (
    "rejects accepts delays confirms denies reviews suspends extends opens closes doubles halves "
    "questions defends publishes withdraws"
).split()
MATTERS = (
    "budget inquiry strike ceasefire tariff election verdict treaty harvest outage merger recall "
    "drought curfew pipeline bridge ferry hospital school stadium satellite reactor quarantine"
).split()
_TAILS = (
    "after long night of talks|as winter nears|despite protests|for the third time this year|"
    "in surprise move|over missing papers|while neighbours watch|with two weeks to go|"
    "amid doubts about figures|before the holidays"
).split("|")
_FILLERS = (
    "the people said that it was not clear when of more than new would after last year for their "
    "first time by officials who had been asked about this week and which could take months"
).split()


class Invention:
    """A source of invented words; ``seed`` decides all of them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (invented texts, no secret)

    def name(self) -> str:
        """A place or a family: two or three syllables."""
        pick = self.chance.choice
        middle = pick(_MIDDLES) + (pick(_MIDDLES) if self.chance.random() < 0.5 else "")
        return f"{pick(_STARTS)}{middle}{pick(_ENDS)}"

    def names(self, number: int) -> list[str]:
        """Full names, all different: two words each."""
        found: dict[str, None] = {}
        while len(found) < number:
            found[f"{self.name()} {self.name()}"] = None
        return list(found)

    def headline(self, name: str = "") -> str:
        """A headline of about ten words; ``name`` is who acts."""
        pick = self.chance.choice
        actor = name or f"{self.name()} {pick(_FORCES)}"
        return f"{actor} {pick(_DEEDS)} {self.name()} {pick(MATTERS)} {pick(_TAILS)}"

    def sentence(self, words: int = 18) -> str:
        """A sentence without a meaning, with an invented name in it."""
        body = self.chance.choices(_FILLERS, k=words)
        body.insert(words // 2, f"{self.name()} {self.chance.choice(MATTERS)}")
        return f"{' '.join(body).capitalize()}."

    def text(self, sentences: int) -> str:
        """Several sentences."""
        return " ".join(self.sentence() for _ in range(sentences))
