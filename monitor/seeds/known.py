"""What an article already tells: ``killed`` = ``80+``, ``designation`` = ``proposed``.

Figures of what a topic counts, and how far its matter has come.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from monitor.model import Known
from monitor.text import PhraseIndex, counted, deeds, fold_word, folded_words, stem

# How far a figure may stand from the word that it counts, in words.
_REACH = 5
# A state speaks for the terms directly around it.
_NEAR = 3
_CLAUSES = re.compile(r"[:;,()–—]")
# States that are not deeds yet, by the word that the profile keeps.
_PROSPECTS = {
    "proposed": "propos* propone* propus* propuest* vorgeschlagen vorschlag* schlagt",
    "threatened": "threat* amenaza* amenazo* droht drohen menac* ameac* minacci*",
    "willing": "willing ready prepared dispuest* bereit pret prets disposto pronto",
    "considered": "consider* mull* weigh* contempla* considera* evalua* erwag* envisag* valuta*",
    "planned": "plan plans planned planning planea* planean preve* plant geplant prevoi*",
}
# Deeds after which a matter stays as it is, so that whoever tells them again tells nothing new; a
# strike or an arrest may come again tomorrow.
_STANDING = {
    "approve": "approved",
    "sign": "signed",
    "force": "in force",
    "designate": "designated",
    "ban": "banned",
}


def find_known(
    sentences: Sequence[str], watched: Sequence[str], countable: Collection[str], language: str
) -> tuple[Known, ...]:
    """The figures that stand beside a watched word, one for each word, the last one counting.

    ``countable`` are the words that figures may count at all: "80 fatalities from strikes on vessels"
    counts fatalities, so it says nothing about vessels.
    """
    words = {stem(fold_word(word)): word for word in (*sorted(countable), *watched)}
    found: dict[str, str] = {}
    for sentence in sentences:
        figures = counted(sentence, words, _REACH, language)
        found.update({word: figures[word].value for word in watched if word in figures})
    return tuple(Known(fact=fact, value=value) for fact, value in found.items())


def find_state(sentences: Sequence[str], terms: Collection[str], name: str) -> tuple[Known, ...]:
    """How far a matter has come where a sentence first says so: ``name`` = ``proposed``, or nothing.

    Only the words around the matter's ``terms``, in their clause, speak for it.
    """
    index = PhraseIndex[str]()
    for term in terms:
        index.add(term, term)
    clauses = (clause for sentence in sentences for clause in _CLAUSES.split(sentence))
    spoken = (
        words[max(0, start - _NEAR) : end + _NEAR]
        for clause in clauses
        for words in (folded_words(clause),)
        for start, end, _ in index.find(words)
    )
    state = next((found for words in spoken if (found := _state_of(words))), "")
    return (Known(fact=name, value=state),) if state else ()


def _state_of(words: Sequence[str]) -> str:
    prospects = {state for _, _, state in _prospects().find(words)}
    said = deeds(" ".join(words))
    standing = (state for name, state in _STANDING.items() if name in said.done)
    later = next(standing, "planned" if said.planned & _STANDING.keys() else "")
    return next((state for state in _PROSPECTS if state in prospects), later)


@cache
def _prospects() -> PhraseIndex[str]:
    index = PhraseIndex[str]()
    for state, forms in _PROSPECTS.items():
        for form in forms.split():
            index.add(form, state)
    return index
