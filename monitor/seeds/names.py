"""The names of an article: who and what it speaks of, how often, under which forms.

A name is a run of capitalised words. Where capitals say nothing (headline case, all capitals, the
first word of a sentence) a word must be rare in running text, or stand capitalised elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.seeds.lexicon import (
    CALENDAR,
    GIVEN,
    LABELS,
    NEW_PLACES,
    OPENERS,
    ROLES,
    SOURCES,
)
from monitor.text import (
    COMMON,
    TITLES,
    UNLISTED,
    Token,
    find_country,
    fold,
    rarity,
    split_sentences,
    tokenise,
)

_INSIDE = frozenset({"of", "de", "del", "la", "von", "van", "der", "bin", "al", "for", "da", "do"})
_POSSESSIVE = re.compile(r"['\u2019]s?$", re.IGNORECASE)
# Those that belong to a family name: "de la Cruz", "van Dijk".
_PARTICLES = frozenset({"de", "la", "von", "van", "der", "bin", "al", "da", "do"})
# In a shouted headline "IRAN" is a name and "US" still an acronym: short words stay as they are.
_SHOUTED = re.compile(r"[^\W\d_]{4,}")
# In headlines written in capitals longer words are shouted, not abbreviated.
_LONGEST_ACRONYM = 5
# How much of a word must be left for its ending to be one; more where no table knows the word.
_SHORT_STEM, _LONG_STEM = 3, 5
# Above this share of capitalised words a sentence is a headline and its capitals say nothing.
_HEADLINE = 0.6
# Rarer than zipf 4.2: "Maduro", "Lindsay", not "House", "Meanwhile".
_RARE = 3.8
_CONTRACTED = re.compile(r"['\u2019](?:m|ve|ll|d|re|t)$", re.IGNORECASE)
# Parts of a minister's title, which are no names: "Foreign Minister".
_TITLES = TITLES | frozenset(
    "prosecutor attorney detective inspector superintendent constable councillor lawmaker".split()
)
# What stands before a place, in six languages.
_WHERE = frozenset("in near outside off en cerca fuera pres bei nahe em perto vicino".split())
_OFFICES = frozenset(
    "foreign defence defense finance interior deputy former acting attorney".split()
)
_NO_NAMES = CALENDAR | LABELS
_QUOTES = frozenset("\"'`“”‘«»„(:")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the article uses it: fullest form, other forms, mentions, first sentence, roles."""

    text: str
    forms: tuple[str, ...]
    mentions: int
    first: int
    roles: tuple[str, ...] = ()
    placed: bool = False
    """Whether most mentions stand where a place does: "in Tarnmouth"."""


def find_names(article: str, language: str = "en") -> tuple[Name, ...]:
    """The names of an article, most mentioned first; deterministic."""
    texts = split_sentences(article)
    sentences = [tokenise(sentence) for sentence in texts]
    habits = _habits(sentences)
    found: list[tuple[str, int]] = []
    roles: dict[str, list[str]] = {}
    placed = Counter[str]()
    for number, (text, tokens) in enumerate(zip(texts, sentences, strict=True)):
        shouted = _is_shouted(tokens)
        capital = _capitals(text, tokens, habits, language)
        for start, end in _runs(text, tokens, capital):
            for first, last in _split_titles(tokens, start, end):
                written = text[tokens[first].start : tokens[last - 1].end]
                name = _POSSESSIVE.sub("", written)
                if shouted:
                    name = _SHOUTED.sub(lambda word: word[0].capitalize(), name)
                found.append((name, number))
                placed[fold(name)] += _stands_as_place(text, tokens, first, last)
                role = _role(tokens, first)
                if role:
                    roles.setdefault(fold(name), []).append(role)
    told = [one for one in found if not _only_tells(one, texts[0])]
    mentions = Counter(fold(name) for name, _ in told)
    places = {name for name, times in placed.items() if times and 2 * times >= mentions[name]}
    return _merge(told, roles, places)


def _stands_as_place(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words around a name say that it is a place."""
    if first and tokens[first - 1].folded in _WHERE:
        return True
    if last == len(tokens) or not _is_capital(tokens[last]):
        return False
    # "Tarnmouth, Norway": what a country follows after no more than a comma.
    between = text[tokens[last - 1].end : tokens[last].start]
    return between.strip() == "," and find_country(tokens[last].text) is not None


def _only_tells(mention: tuple[str, int], headline: str) -> bool:
    """Whether a name is an agency or a paper that tells the news and is not what it is about."""
    name, _ = mention
    if fold(name) not in SOURCES:
        return False
    return name not in headline or fold(headline).endswith(fold(name))


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
    text: str, tokens: Sequence[Token], habits: Mapping[str, bool], language: str
) -> list[bool]:
    """Which words of a sentence count as part of a name."""
    headline, shouted = _is_headline(tokens), _is_shouted(tokens)
    flags: list[bool] = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        doubtful = headline or place == 0 or text[: token.start].rstrip()[-1:] in _QUOTES
        known = (not shouted and _is_acronym(token, headline=headline)) or (
            headline and place and flags[-1] and _goes_on(tokens[place - 1], token)
        )
        if not _may_name(token):
            flag = False
        elif known or _opens(token, following, doubtful=doubtful):
            flag = True
        else:
            flag = _stands_for_name(token.folded, habits, language, doubtful=doubtful)
            # "Swift Tops List": in a headline a verb's form is no name behind one; elsewhere it
            # may be ("Game of Thrones"). A sentence that begins with one is none either.
            glued = doubtful and (not headline or (place and flags[-1]))
            if glued and habits.get(token.folded) is None:
                flag = flag and not _is_inflected(token.folded, language)
        flags.append(flag)
    return flags


def _may_name(token: Token) -> bool:
    """Whether a word can be part of a name at all: not "Monday", "LIVE", "I've"."""
    return (
        _is_capital(token) and token.folded not in _NO_NAMES and not _CONTRACTED.search(token.text)
    )


def _opens(token: Token, following: Token | None, *, doubtful: bool) -> bool:
    """Whether an everyday word begins a name: "New Zealand", "Edward Snowden"."""
    if following is None or not _is_capital(following):
        return False
    if token.folded in GIVEN:
        return following.folded not in CALENDAR
    if doubtful:
        return token.folded == "new" and following.folded in NEW_PLACES
    return token.folded in OPENERS


def _goes_on(before: Token, token: Token) -> bool:
    """Whether a word is the second of a name that the word before it began."""
    if before.folded == "new":
        return token.folded in NEW_PLACES
    return before.folded in GIVEN and rarity(token.folded) >= COMMON


def _stands_for_name(
    word: str, habits: Mapping[str, bool], language: str, *, doubtful: bool
) -> bool:
    """Whether a capitalised word is a name, by its rarity and by how the article writes it."""
    rare = rarity(word, language)
    habit = habits.get(word)
    if not doubtful or find_country(word):
        return rare >= COMMON
    if habit is not None:
        return habit and rare >= COMMON
    return rare >= _RARE


def _is_inflected(word: str, language: str) -> bool:
    """``tops``, ``pledged``, ``emerging``: a form of a word that is at least as common."""
    rare = rarity(word, language)
    for ending in ("s", "es", "ed", "d", "ing", "ly"):
        plain = word.removesuffix(ending)
        if plain == word or len(plain) < (_SHORT_STEM if rare < UNLISTED else _LONG_STEM):
            continue
        least = min(rarity(plain, language), rarity(f"{plain}e", language))
        if plain not in GIVEN and least <= rare and least < UNLISTED:
            return True
    return False


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
                and not _is_of_somebody(tokens[start : end + 1])
            ):
                end += 2
            else:
                break
        yield start, end
        start = end


def _is_of_somebody(words: Sequence[Token]) -> bool:
    """``Colin Hargreave of`` ends a name, ``Federal Bureau of`` does not."""
    *name, link = words
    return link.folded == "of" and len(name) > 1 and rarity(name[-1].folded) >= _RARE


def _joined(text: str, one: Token, other: Token) -> bool:
    return text[one.end : other.start] in {" ", "-", ". "} and not _POSSESSIVE.search(
        text[one.start : one.end]
    )


def _split_titles(tokens: Sequence[Token], start: int, end: int) -> Iterable[tuple[int, int]]:
    """``US President Donald Trump`` holds two names, with a title between them."""
    first = start
    for place in range(start, end):
        if tokens[place].folded in _TITLES:
            last = place
            while last > first and tokens[last - 1].folded in _OFFICES:
                last -= 1
            if last > first:
                yield first, last
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
    if role.folded in ROLES | TITLES and _is_capital(kin) and not kin.text.isupper():
        named = find_country(kin.text) or rarity(kin.folded) >= _RARE
        return f"{kin.text} {role.text}" if named and kin.folded not in ROLES else ""
    return ""


def _merge(
    found: Sequence[tuple[str, int]], roles: Mapping[str, Sequence[str]], places: Collection[str]
) -> tuple[Name, ...]:
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
            (big for big in longest if big in home and _part_of(name, big, home, places)), name
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
                placed=name in places,
            )
        )
    return tuple(sorted(names, key=lambda name: (-name.mentions, name.first, name.text)))


def _part_of(name: str, big: str, home: Mapping[str, str], places: Collection[str]) -> bool:
    """A form belongs to a fuller one when it is its last or first word or a longer stretch."""
    if home[big] != big or name == big:
        return False
    words, whole = name.split(), big.split()
    if len(words) == len(whole) == 1:
        return _is_demonym(name, big) or _is_demonym(big, name)
    if len(words) >= len(whole) or rarity(words[-1]) < COMMON or find_country(name):
        return False
    if whole[-len(words) :] == words:
        return whole[-len(words) - 1] not in _INSIDE - _PARTICLES
    # "Kathina" is Kathina Thomas, but "Albany" is not Albany County Court, nor is the town of a
    # paper the paper.
    if name in places:
        return False
    longer = len(whole) > len(("given", "family")) and len(words) == 1 and name not in GIVEN
    return whole[: len(words)] == words and not longer


def _is_demonym(word: str, place: str) -> bool:
    """``venezuelan`` of ``venezuela``: a common stem and an ending of belonging."""
    stem = place[:-1] if place[-1] in "aeiouy" else place
    ending = word.removeprefix(stem)
    return (
        len(stem) > len("abc")
        and word.startswith(stem)
        and ending in {"n", "an", "ian", "ean", "ese", "ish", "i", "s", "ns", "ans", "ians", "is"}
    )
