"""How much has to speak for a suggestion."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Chosen by reading what came out on three labelled stories (a conflict, a company, a celebrity).

    Not measured: there is no gold set of suggestions.
    """

    longest: int = 3
    """Words of a phrase."""

    reach: int = 1500
    """Characters of a summary that are read, as in matching."""

    rare: float = 3.2
    """Rarity (0.25..6) of a phrase's rarest word: from "troops" and "coach" on."""

    ends: float = 2.4
    """Least rarity of a phrase's first and last word: not "makes it incredibly"."""

    cutting: float = 3.8
    """Rarity of a single word that may exclude: not "hopes" or "wins", which stand in any news ..."""

    cutting_once: float = 4.4
    """... and where one item alone speaks for it: not "activist" or "norwegian" either."""

    telling: float = 3.5
    """Rarity of a word that a new alias has to share with a name: not "united", but "cartel"."""

    confident: float = 1.25
    """An unmarked item at so many times its threshold counts as wanted."""

    near: float = 0.7
    """One that reaches this share of its threshold, and is no confident match, counts for nobody."""

    support: int = 2
    """Least number of items that speak for a phrase; an explicit mark needs no second."""

    prior: float = 0.5
    """Added to each count before odds are taken, so that one item proves little."""

    odds: float = 0.7
    """Least natural logarithm of the odds: twice as frequent on its own side."""

    heard: float = 3.0
    """What a mark among the items adds to the rank of a suggestion, beside the log of odds and
    items: one that the user spoke for stands beside one of four to ten unmarked items."""

    alike: int = 3
    """Most phrases of a kind that the same items speak for."""

    most: int = 6
    """Most suggestions of a kind."""
