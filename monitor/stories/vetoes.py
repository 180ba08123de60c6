"""What parts two items however alike they are: other figures, other places, a turn, swapped roles.

All of it is read off the headlines: they say what is new, while the text below repeats what was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from monitor.text import Figure, PhraseIndex, Token, find_figures, stem, tokenise

# How far from a figure the word may stand that says what it counts.
_REACH = 3
_DEAD, _HURT = "dead", "hurt"
_CASUALTIES = {
    _DEAD: """kill*; dead; death*; died; dies; fatalit*; muert*; mata*; mato; fallec*; mort*; tue; tues; tot;
    tote*; getotet; uccis*; vittim*; victim*""",
    _HURT: """injur*; wound*; hurt; herid*; bless*; verletz*; ferid*; ferit*""",
}
# Two amounts this near are one, rounded ("60.3 %" and "60 %").
_ROUNDING = 0.01
_NOT = frozenset(
    "not never without nor cannot ni nunca sin nao pas jamais nicht kein keine nie non mai".split()
)
# Verbs that take back what follows them: "fails to pass", "refuses to sign".
_FAILING = frozenset(
    "fail fails failed refuse refuses refused declines declined niega rehusa".split()
)
_NOT_REACH = 2
# What is said and its opposite, theme by theme: + for, - against.
_TURNS = {
    "assent": (
        """agree*; accept*; approv*; pass; passes; passed; adopt*; endorse*; ratif*; acept*; aprueb*; aprob*;
        acuerd*; adopte*; approuv*; billigt; stimmt zu; zugestimmt; aprov*; aceit*; accett*; confirm*""",
        """reject*; refus*; veto*; denies; denied; deny; block; blocks; blocked; oppose*; rules out;
        ruled out; turns down; votes down; voted down; spurn*; rechaz*; niega*; desmient*; descart*; rejet*;
        dement; lehnt; ablehn*; abgelehnt; dementier*; rejeit*; nega; respin*; smentis*; bocci*""",
    ),
    # What somebody would do, and what is settled: the step from one to the other is news.
    "resolve": (
        """agree; agrees; agreed; decide*; sign; signs; signed; acuerda*; pacta*; decide*; firma; firman;
        s'accordent; d'accord; decident; signent; einigen sich; vereinbar*; unterzeichn*; acordam; assinam;
        concordano; firmano""",
        """willing; ready; open to; offers; considers; considering; weighs; mulls; may; might; proposes;
        not rule out; not ruled out; dispuest*; podria*; propone; estudia; no descarta; ofrece; pourrait;
        envisage; pret a; propose; bereit; erwagt; konnte; schlagt vor; dispost*; poderia; avalia; oferece;
        potrebbe; pronto a; valuta""",
    ),
    "course": (
        """begin*; began; start*; launch*; resum*; impos*; extend*; restor*; reopen*; reinstat*; inicia*;
        empieza*; reanud*; impone*; prorrog*; commenc*; reprend*; repris*; impose*; prolong*; beginn*; startet;
        verhang*; verlanger*; inici*; retom*; impoe; avvia*; riprend*; prorog*""",
        """suspend*; halt; halts; halted; cancel*; calls off; called off; end; ends; ended; lift; lifts; lifted;
        pause*; postpon*; stops; stopped; scrap*; breaks off; broke off; collaps*; revok*; withdraw*;
        withdrew; suspend*; cancela*; anula*; levant*; aplaz*; pospon*; rompe; revoca*; retir*; suspens*; annul*;
        reporte; setzt aus; ausgesetzt; beendet; stoppt; abgesagt; verschob*; aufgehoben; encerr*; adia*; sospend*;
        rinvi*""",
    ),
}
# Who does these does them with the other: "Trump meets Putin" is "Putin meets Trump".
_MUTUAL = frozenset(
    stem(word)
    for word in """meet meets talk talks speak speaks agree face faces join play discuss and with versus vs
    sign signs call calls reunion reune hablan y e et und con avec mit treffen trifft rencontre incontra""".split()
)
_PASSIVE = frozenset("by por par von vom pelo pela da dal von durch".split())
_ROLES_BETWEEN = 4


Counts = Mapping[str, tuple[Figure, ...]]


class Claims:
    """What a headline claims, besides figures, as far as it can part it from another one."""

    __slots__ = ("denied", "stems", "turns")

    def __init__(self, title: str, language: str) -> None:
        tokens = tokenise(title)
        self.stems = tuple(stem(token.folded, language) for token in tokens)
        self.denied = frozenset(_denied(tokens, self.stems))
        self.turns = frozenset(_turns([token.folded for token in tokens]))


def figures_differ(one: Counts, others: Sequence[Counts]) -> bool:
    """Whether an item counts something that a story counts too, and no amount of it is common."""
    for noun, figures in one.items():
        told = [figure for other in others for figure in other.get(noun, ())]
        if told and not any(_agree(mine, theirs) for mine in figures for theirs in told):
            return True
    return False


def turned(one: Claims, other: Claims) -> bool:
    """Whether one claims what the other denies, or the opposite of it."""
    for theme in _TURNS:
        mine = {side for said, side in one.turns if said == theme}
        theirs = {side for said, side in other.turns if said == theme}
        if mine and theirs and not (mine & theirs):
            return True
    return _takes_back(one, other) or _takes_back(other, one)


def swapped(one: Claims, other: Claims, names: frozenset[str]) -> bool:
    """Whether two actors do to each other in one what they suffer in the other."""
    both = names.intersection(one.stems).intersection(other.stems)
    return any(
        _acts(one.stems, first, second) & _acts(other.stems, second, first)
        for first in both
        for second in both
        if first != second
    )


def _takes_back(one: Claims, other: Claims) -> bool:
    return not other.denied and any(word in other.stems for word in one.denied)


def _agree(one: Figure, other: Figure) -> bool:
    if abs(one.amount - other.amount) <= _ROUNDING * max(one.amount, other.amount):
        return True
    low, high = sorted((one, other), key=lambda figure: figure.amount)
    return low.open and not high.open


def counts_of(title: str, language: str) -> Counts:
    """What each figure counts: the dead, the hurt, its unit, or the word behind it."""
    figures = find_figures(title, language)
    if not figures:
        return {}
    words = [token.folded for token in tokenise(title)]
    casualties = {start: what for start, _, what in _casualty_words().find(words)}
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.unit == "time":
            continue
        found.setdefault(_counted(figure, words, casualties, language), []).append(figure)
    return {noun: tuple(figures) for noun, figures in found.items()}


def _counted(
    figure: Figure, words: Sequence[str], casualties: Mapping[int, str], language: str
) -> str:
    behind = [word for word in words[figure.after : figure.after + 2] if word.isalpha()]
    noun = stem(behind[0], language) if behind else ""
    if figure.unit:
        return f"{figure.unit} {noun}" if figure.unit == "th" else figure.unit
    places = range(figure.place - _REACH, figure.after + _REACH)
    near = sorted(
        (abs(place - figure.place), what) for place, what in casualties.items() if place in places
    )
    return near[0][1] if near else noun


def _denied(tokens: Sequence[Token], stems: Sequence[str]) -> Iterator[str]:
    """The stems of the words that a "not" stands before."""
    for place, token in enumerate(tokens):
        if token.folded in _NOT or token.folded.endswith("n't"):
            for behind in range(place + 1, min(place + 1 + _NOT_REACH, len(tokens))):
                if len(tokens[behind].folded) > _NOT_REACH:
                    yield stems[behind]


def _turns(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    for start, _, (theme, side) in _turning_words().find(words):
        before = words[max(0, start - _NOT_REACH) : start]
        if _FAILING.intersection(before) or _NOT.intersection(before):
            yield theme, "-" if side == "+" or theme == "resolve" else "+"
        else:
            yield theme, side


def _acts(stems: Sequence[str], actor: str, target: str) -> set[str]:
    """What stands between an actor and the one behind, when it is a deed of one to the other."""
    start, end = stems.index(actor), stems.index(target)
    between = stems[start + 1 : end]
    if not 0 < len(between) <= _ROLES_BETWEEN or _MUTUAL.intersection(between):
        return set()
    return set() if _PASSIVE.intersection(between) else set(between)


@cache
def _casualty_words() -> PhraseIndex[str]:
    return _indexed((what, words) for what, words in _CASUALTIES.items())


@cache
def _turning_words() -> PhraseIndex[tuple[str, str]]:
    return _indexed(
        ((theme, side), words)
        for theme, sides in _TURNS.items()
        for side, words in zip("+-", sides, strict=True)
    )


Owner = TypeVar("Owner")


def _indexed(rows: Iterable[tuple[Owner, str]]) -> PhraseIndex[Owner]:
    """An index of phrases that a semicolon parts, by their owner."""
    index = PhraseIndex[Owner]()
    for owner, words in rows:
        for phrase in words.split(";"):
            index.add(" ".join(phrase.split()), owner)
    return index
