"""What befalls a central person: "Maduro captured", "Petro resigns", "matan a Maduro"."""

from __future__ import annotations

from collections.abc import Sequence

_AFTER = frozenset(
    """captured killed dead dies died resigns resigned flees fled ousted overthrown toppled arrested
    detained assassinated impeached removed surrenders surrendered
    capturado capturada muerto muerta muere murio renuncia renuncio dimite dimitio huye huyo
    derrocado derrocada detenido detenida arrestado arrestada asesinado asesinada destituido
    destituida""".split()
)
_BEFORE = frozenset(
    """captures captured capture kills killed ousts ousted arrests arrested detains detained
    overthrows overthrew topples toppled assassinates assassinated impeaches impeached
    captura capturo capturan mata mato matan derroca derroco derrocan detiene detuvo detienen
    arresta arresto arrestan destituye destituyo destituyen""".split()
)
_BETWEEN = frozenset(
    "is was has been be being are ha sido fue es esta el la a al president presidente".split()
)
_MOST_BETWEEN = 2


def befalls(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a word of fate adjoins the name in a text's words, but for small words between."""
    length = len(name)
    for start in range(len(words) - length + 1 if length else 0):
        if tuple(words[start : start + length]) == tuple(name):
            after = words[start + length : start + length + _MOST_BETWEEN + 1]
            before = words[max(0, start - _MOST_BETWEEN - 1) : start][::-1]
            if _reaches(after, _AFTER) or _reaches(before, _BEFORE):
                return True
    return False


def _reaches(words: Sequence[str], fates: frozenset[str]) -> bool:
    """Whether the first word that is not a small one is a word of fate."""
    return next((word in fates for word in words if word not in _BETWEEN), False)
