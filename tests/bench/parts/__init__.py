"""The parts by the row of the table that they measure; each is loaded when it is run."""

from __future__ import annotations

from importlib import import_module

from tests.bench.frame import Part

PLACES = {
    "P1": "parsing:PARSE",
    "P2": "parsing:UNCHANGED",
    "P3": "polling:UNCHANGED",
    "P4": "cold:COLD",
    "P5": "encrypted:TLS",
    "P6": "matching:MATCH",
    "P7": "typos:TYPOS",
    "P8": "assigning:ASSIGN",
    "P9": "writing:WRITE",
    "P10": "looking:LOOK",
    "P11": "sending:SEND",
    "P12": "starting:HELP",
    "P13": "whole:WHOLE",
    "P14": "memory:MEMORY",
    "M1": "seeded:SEEDED",
}


def load(code: str) -> Part:
    """The part of a row."""
    module, _, name = PLACES[code].partition(":")
    part = getattr(import_module(f"tests.bench.parts.{module}"), name)
    if not isinstance(part, Part):
        raise TypeError(f"{PLACES[code]} is no part")
    return part
