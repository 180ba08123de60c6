"""Names that somebody wrote with a slip: "Nicolas Madruo", "Machdo", "BoNordvik".

Looked for only where a word looks like none: neither English nor the item's language lists it. One
word of a name may hold one slip, the others must stand as they are; a name of one word has to be long
and keep its first letter, because short ones are one slip away from other people's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.matching.compiled import Compiled, Where
from monitor.text import UNLISTED, rarity

_LEAST_ALONE = 8
# How far from the slip a name may reach; longer ones are found without it.
_REACH = 4


def find_slips(words: Sequence[str], language: str, compiled: Compiled) -> Iterator[Where]:
    """Each place where a name stands but for one slip."""
    for place, word in enumerate(words):
        if rarity(word) < UNLISTED or rarity(word, language) < UNLISTED:
            continue
        for meant in compiled.slips.find(word):
            yield from _mended(words, place, meant, compiled)


def _mended(
    words: Sequence[str], place: int, meant: tuple[str, ...], compiled: Compiled
) -> Iterator[Where]:
    """The names that stand around a word once it is what was meant."""
    first = max(0, place - _REACH)
    mended = (*words[first:place], *meant, *words[place + 1 : place + 1 + _REACH])
    longer = len(meant) - 1
    for start, end, group in compiled.names.find(mended):
        covers = first + start <= place and first + end >= place + len(meant)
        if covers and (end - start > 1 or _is_telling(words[place], meant[0])):
            yield first + start, first + end - longer, group


def _is_telling(written: str, meant: str) -> bool:
    """Whether one word alone is enough to know who was meant."""
    return len(meant) >= _LEAST_ALONE and written[0] == meant[0]
