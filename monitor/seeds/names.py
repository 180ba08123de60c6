"""The names of an article: who and what it speaks of, how often, under which forms.

A name is a run of capitalised words. Where capitals say nothing (headline case, all capitals, the
first word of a sentence) a word must be rare in running text, or stand capitalised elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.text import COMMON, TITLES, Token, fold, rarity, split_sentences, tokenise

_ROLES = frozenset(
    "leader president opposition boss chief head founder star suspect dictator strongman mogul "
    "billionaire champion candidate nominee lawyer owner maker giant government regime".split()
)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept "
    "oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre lunes martes miercoles jueves viernes sabado domingo".split()
)
_INSIDE = frozenset({"of", "de", "del", "la", "von", "van", "der", "bin", "al", "for", "da", "do"})
# Labels that wires set in capitals before the news itself.
_LABELS = frozenset("breaking live update updates exclusive watch video urgent urgente".split())
_POSSESSIVE = re.compile(r"['\u2019]s?$", re.IGNORECASE)
# In a shouted headline "IRAN" is a name and "US" still an acronym: short words stay as they are.
_SHOUTED = re.compile(r"[^\W\d_]{4,}")
# In headlines written in capitals longer words are shouted, not abbreviated.
_LONGEST_ACRONYM = 5
# Above this share of capitalised words a sentence is a headline and its capitals say nothing.
_HEADLINE = 0.6
# Rarer than zipf 4.2: "Maduro", "Lindsay", not "House", "Meanwhile".
_RARE = 3.8


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the article uses it: fullest form, other forms, mentions, first sentence, roles."""

    text: str
    forms: tuple[str, ...]
    mentions: int
    first: int
    roles: tuple[str, ...] = ()


def find_names(article: str, language: str = "en") -> tuple[Name, ...]:
    """The names of an article, most mentioned first; deterministic."""
    texts = split_sentences(article)
    sentences = [tokenise(sentence) for sentence in texts]
    habits = _habits(sentences)
    found: list[tuple[str, int]] = []
    roles: dict[str, list[str]] = {}
    for number, (text, tokens) in enumerate(zip(texts, sentences, strict=True)):
        shouted = _is_shouted(tokens)
        capital = _capitals(tokens, habits, language, shouted=shouted)
        for start, end in _runs(text, tokens, capital):
            for first, last in _split_titles(tokens, start, end):
                written = text[tokens[first].start : tokens[last - 1].end]
                name = _POSSESSIVE.sub("", written)
                if shouted:
                    name = _SHOUTED.sub(lambda word: word[0].capitalize(), name)
                found.append((name, number))
                role = _role(tokens, first)
                if role:
                    roles.setdefault(fold(name), []).append(role)
    return _merge(found, roles)


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper()


def _is_shouted(tokens: Sequence[Token]) -> bool:
    """Whether every word stands in capitals, and there are several."""
    words = [token for token in tokens if token.text.isalpha()]
    return len(words) > len("ab") and all(token.text.isupper() for token in words)


def _habits(sentences: Sequence[Sequence[Token]]) -> Mapping[str, bool]:
    """How a word is written where capitals mean something: True for mostly capitalised."""
    seen = Counter[str]()
    small = Counter[str]()
    for tokens in sentences:
        if _is_headline(tokens):
            continue
        for token in tokens[1:]:
            (seen if _is_capital(token) else small)[token.folded] += 1
    return {word: seen[word] >= small[word] for word in (*seen, *small)}


def _is_headline(tokens: Sequence[Token]) -> bool:
    content = [token for token in tokens if len(token.text) > len("with") and token.text.isalpha()]
    if len(content) < len(("a", "b", "c")):
        return False
    return sum(map(_is_capital, content)) / len(content) > _HEADLINE


def _capitals(
    tokens: Sequence[Token], habits: Mapping[str, bool], language: str, *, shouted: bool
) -> list[bool]:
    """Which words of a sentence count as part of a name."""
    headline = _is_headline(tokens)
    flags = []
    for place, token in enumerate(tokens):
        rare = rarity(token.folded, language)
        acronym = not shouted and _is_acronym(token, headline=headline)
        flag = _is_capital(token) and token.folded not in _CALENDAR | _LABELS
        if flag and not acronym:
            habit = habits.get(token.folded)
            doubtful = headline or place == 0
            flag = rare >= (_RARE if doubtful and not habit else COMMON)
            flag = flag and not (doubtful and habit is False)
        flags.append(flag)
    return flags


def _is_acronym(token: Token, *, headline: bool) -> bool:
    return token.text.isupper() and (
        1 < len(token.text) <= (_LONGEST_ACRONYM if headline else len(token.text))
    )


def _runs(text: str, tokens: Sequence[Token], capital: Sequence[bool]) -> Iterable[tuple[int, int]]:
    """Stretches of name words with nothing but blanks, hyphens or "of" between them."""
    start = 0
    while start < len(tokens):
        if not capital[start]:
            start += 1
            continue
        end = start + 1
        while end < len(tokens) and _joined(text, tokens[end - 1], tokens[end]):
            if capital[end]:
                end += 1
            elif (
                tokens[end].folded in _INSIDE
                and not tokens[end].text.isupper()
                and end + 1 < len(tokens)
                and capital[end + 1]
                and _joined(text, tokens[end], tokens[end + 1])
            ):
                end += 2
            else:
                break
        yield start, end
        start = end


def _joined(text: str, one: Token, other: Token) -> bool:
    return text[one.end : other.start] in {" ", "-", ". "} and not _POSSESSIVE.search(
        text[one.start : one.end]
    )


def _split_titles(tokens: Sequence[Token], start: int, end: int) -> Iterable[tuple[int, int]]:
    """``US President Donald Trump`` holds two names, with a title between them."""
    first = start
    for place in range(start, end):
        if tokens[place].folded in TITLES:
            if place > first:
                yield first, place
            first = place + 1
    if first < end:
        yield first, end


def _role(tokens: Sequence[Token], first: int) -> str:
    """``Venezuelan leader`` before a name, when both words stand directly before it."""
    if first < len(("Venezuelan", "leader")):
        return ""
    kin, role = tokens[first - 2], tokens[first - 1]
    if kin.folded in TITLES:  # "Prime Minister" may be anybody's
        return ""
    if role.folded in _ROLES | TITLES and _is_capital(kin) and not kin.text.isupper():
        longer = first > len("abc") - 1 and kin.folded in _ROLES
        return "" if longer else f"{kin.text} {role.text}"
    return ""


def _merge(found: Sequence[tuple[str, int]], roles: dict[str, list[str]]) -> tuple[Name, ...]:
    """Short forms join the longest name that holds them; ``Maduro`` is ``Nicolás Maduro``."""
    counts = Counter(fold(name) for name, _ in found)
    # The first form counts, but for capitals that a headline shouts.
    written = {fold(name): name for name, _ in reversed(found)}
    written |= {fold(name): name for name, _ in reversed(found) if not name.isupper()}
    firsts = {fold(name): number for name, number in reversed(found)}
    longest = sorted(written, key=lambda name: (-len(name.split()), firsts[name], name))
    home: dict[str, str] = {}
    for name in longest:
        home[name] = next(
            (big for big in longest if big in home and _part_of(name, big, home)), name
        )
    names = []
    for name in longest:
        if home[name] != name or len(name) < len("ab"):
            continue
        members = [form for form in longest if home[form] == name]
        names.append(
            Name(
                text=written[name],
                forms=tuple(written[form] for form in members if form != name),
                mentions=sum(counts[form] for form in members),
                first=min(firsts[form] for form in members),
                roles=tuple(
                    dict.fromkeys(role for form in members for role in roles.get(form, ()))
                ),
            )
        )
    return tuple(sorted(names, key=lambda name: (-name.mentions, name.first, name.text)))


def _part_of(name: str, big: str, home: dict[str, str]) -> bool:
    """A form belongs to a fuller one when it is its last or first word or a longer stretch."""
    if home[big] != big or name == big:
        return False
    words, whole = name.split(), big.split()
    if len(words) == len(whole) == 1:
        return _is_demonym(name, big) or _is_demonym(big, name)
    ends = whole[-len(words) :] == words or whole[: len(words)] == words
    return ends and len(words) < len(whole) and rarity(words[-1]) >= COMMON


def _is_demonym(word: str, place: str) -> bool:
    """``venezuelan`` of ``venezuela``: a common stem and an ending of belonging."""
    stem = place[:-1] if place[-1] in "aeiouy" else place
    ending = word.removeprefix(stem)
    return (
        len(stem) > len("abc")
        and word.startswith(stem)
        and ending in {"n", "an", "ian", "ean", "ese", "ish", "i", "s", "ns", "ans", "ians", "is"}
    )
