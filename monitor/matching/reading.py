"""What an item shows of each profile: entities named, terms used, words shared, phrases barred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import itemgetter

from monitor.matching.compiled import Barred, Compiled, Group, Named, Sign, Spoken, Where
from monitor.matching.phrasebook import Spotted
from monitor.matching.settings import Settings
from monitor.model import Entity, Item
from monitor.text import (
    TITLES,
    Token,
    Vector,
    content_stems,
    folded_words,
    language_code,
    language_spoken,
    rarity,
    stem,
    stems_of,
    token_at,
    tokenise,
    weigh,
    word_spans,
)

_FIRST_JUDGED = 2

Place = tuple[int, int, Sign, "Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """The strongest mention of an entity (``entity`` set) or term: worth, words, field."""

    worth: float
    text: str
    field: str
    entity: Entity | None = None
    slip: bool = False
    """Whether the name is written with a letter too few, too many, or wrong."""

    def is_full_name(self) -> bool:
        """Whether it is a central person's given and family name."""
        entity = self.entity
        return entity is not None and entity.anchor and entity.kind == "person" and " " in self.text


@dataclass(slots=True)
class Findings:
    """What one item shows of one profile, while it is being read."""

    entities: dict[str, Mention] = field(default_factory=dict)
    terms: dict[str, Mention] = field(default_factory=dict)
    storylines: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    together: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The different terms of each storyline that stand in the title."""
    shared: dict[str, float] = field(default_factory=dict)
    learned: Mapping[str, float] = field(default_factory=dict)
    akin: Mapping[str, float] = field(default_factory=dict)
    """What likeness to an earlier match adds, word by word."""
    barred: str = ""
    foreign: bool = False
    """Whether the item is in another language than the article, so that they share few words."""

    def has_anchor(self) -> bool:
        """Whether a central entity is named."""
        return any(mention.entity and mention.entity.anchor for mention in self.entities.values())

    def name_stems(self, language: str) -> set[str]:
        """The stems of all names found, as they were written."""
        return stems_in((mention.text for mention in self.entities.values()), language)


@dataclass(frozen=True, slots=True)
class Part:
    """The title or the summary: its words, and each phrase that stands there, names before terms."""

    name: str
    text: str
    worth: float
    words: tuple[str, ...]
    """In plain form."""
    names: tuple[Where, ...]
    terms: tuple[Where, ...]
    slips: tuple[Where, ...]
    """Names written with a slip."""
    reach: int
    """How many words there are up to the end of the last phrase."""

    def token(self, place: int) -> Token:
        """A word of a phrase as it stands there, or one before; made only for what is found."""
        return token_at(self.text, self._spans()[place])

    def written(self, start: int, end: int) -> str:
        """What is written from one word of a phrase to before another."""
        spans = self._spans()
        return self.text[token_at(self.text, spans[start]).start : spans[end - 1][1]]

    def _spans(self) -> Sequence[tuple[int, int]]:
        return word_spans(self.text, self.reach)

    def rarest(self, start: int, end: int) -> float:
        """The rarity of the rarest of some words."""
        return max(map(rarity, self.words[start:end]))


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in an item, for whomever: its parts, language, and weighed stems."""

    parts: tuple[Part, ...]
    language: str
    words: Vector

    def length(self) -> int:
        """The item's length in words, as far as it was read."""
        return sum(len(part.words) for part in self.parts)


def stems_in(texts: Iterable[str], language: str) -> set[str]:
    """The stems of all of the texts."""
    return {word for text in texts for word in content_stems(text, language)}


def read_item(item: Item, compiled: Compiled, settings: Settings) -> Reading:
    """Read the title and the beginning of the summary once, for all profiles together."""
    summary = item.summary[: settings.summary_reach]
    title, body = folded_words(item.title), folded_words(summary)
    words = (*title, *body)
    language = _language_of(item, words)
    spot = compiled.phrases.spot
    parts = (
        _part("title", item.title, 1.0, title, spot(title, language)),
        _part("summary", summary, settings.summary, body, spot(body, language)),
    )
    return Reading(parts, language, _weighed(words, language))


def _part(
    name: str, text: str, worth: float, words: tuple[str, ...], spotted: Spotted[Group]
) -> Part:
    reach = max((end for _, end, _ in chain.from_iterable(spotted)), default=0)
    return Part(name, text, worth, words, *spotted, reach)


def find(
    reading: Reading, compiled: Compiled, reached: Mapping[int, dict[str, float]] | None
) -> dict[int, Findings]:
    """What an item shows of profiles, by their numbers.

    Those ``reached`` bring the words that they share; all profiles are meant when it is None.
    """
    findings: dict[int, Findings] = defaultdict(Findings)
    if reached is not None and not reached:
        return findings
    numbers = None if reached is None else reached.keys()
    for part in reading.parts:
        _find_signs(part, (*part.names, *part.terms), numbers, findings)
    for part in reading.parts:
        _find_slips(part, numbers, findings)
    for number, shared in (_shared(reading, compiled) if reached is None else reached).items():
        if shared:
            findings[number].shared = shared
    for number, found in findings.items():
        found.foreign = reading.language != language_code(compiled.profiles[number].languages[0])
    return findings


def _shared(reading: Reading, compiled: Compiled) -> dict[int, dict[str, float]]:
    """The words that each profile shares with an item, and what they weigh."""
    shared: dict[int, dict[str, float]] = defaultdict(dict)
    for word, weight in reading.words.items():
        uses = compiled.vocabulary.get(word)
        if uses is not None:
            for number, own in zip(uses.numbers, uses.weights, strict=True):
                shared[number][word] = weight * own
    return shared


def _find_slips(part: Part, numbers: Collection[int] | None, findings: dict[int, Findings]) -> None:
    """Names with a slip, where they are not written without one too: those need no guess."""
    if not part.slips:
        return
    slipped: dict[int, Findings] = defaultdict(Findings)
    _find_signs(part, part.slips, numbers, slipped)
    for number, found in slipped.items():
        exact = {mention.text for mention in findings[number].entities.values()}
        for name, mention in found.entities.items():
            if mention.text not in exact:
                findings[number].entities.setdefault(name, replace(mention, slip=True))


def _find_signs(
    part: Part,
    found: Sequence[Where],
    numbers: Collection[int] | None,
    findings: dict[int, Findings],
) -> None:
    places: dict[int, list[tuple[tuple[int, int, int], Place]]] = defaultdict(list)
    for start, end, group in found:
        signs = group.signs if numbers is None else tuple(group.among(numbers))
        if not signs:
            continue
        plain = _mention(part, start, end)
        for sign in signs:
            rank = (start, group.begun, sign.order)
            mention = _named(plain, part, sign) if isinstance(sign, Named) else plain
            places[sign.profile].append((rank, (start, end, sign, mention)))
    for number, ranked in places.items():
        ranked.sort(key=itemgetter(0))
        _note_all(part, [place for _, place in ranked], number, findings)


def _note_all(
    part: Part, places: Sequence[Place], number: int, findings: dict[int, Findings]
) -> None:
    others = _namesakes(places)
    for place in places:
        other = (place[0], _entity(place)) in others
        if not (other or _is_plain_word(place, part) or _has_other_given_name(place, part)):
            _note(findings[number], place[2], place[3])


def _entity(place: Place) -> str:
    sign = place[2]
    return sign.entity.name if isinstance(sign, Named | Barred) and sign.entity else ""


def _namesakes(places: Sequence[Place]) -> frozenset[tuple[int, str]]:
    """Where a longer name stands that is somebody else: the word, the entity it is not."""
    return frozenset(
        (word, sign.entity.name)
        for start, end, sign, _ in places
        if isinstance(sign, Barred) and sign.entity
        for word in range(start, end)
    )


def _is_plain_word(place: Place, part: Part) -> bool:
    """Whether a word in small letters stands where a short name in capitals is looked for."""
    start, _, sign, _ = place
    return isinstance(sign, Named) and sign.acronym and not part.token(start).text.isupper()


def _has_other_given_name(place: Place, part: Part) -> bool:
    """Whether a family name follows somebody else's given name: "Luis Maduro", "Ian Machado".

    Judged only where capitals mean something: not in headline case, not at the start of a text.
    """
    start, end, sign, _ = place
    if not isinstance(sign, Named) or sign.entity.kind != "person":
        return False
    if end - start > 1 or start < _FIRST_JUDGED:
        return False
    before, name = part.token(start - 1), part.token(start)
    own = {word for alias in _names_of(sign.entity) for word in folded_words(alias)}
    return (
        part.text[before.end : name.start] == " "
        and before.text.istitle()
        and before.folded not in own | TITLES
        and not _is_headline(tokenise(part.text))
    )


def _names_of(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether most words are capitalised, so that capitals say nothing."""
    words = [token for token in tokens if token.text[0].isalpha()]
    return 2 * sum(token.text[0].isupper() for token in words) > len(words)


def _named(plain: Mention, part: Part, sign: Named) -> Mention:
    return Mention(sign.entity.weight * part.worth, plain.text, plain.field, sign.entity)


def _mention(part: Part, start: int, end: int) -> Mention:
    """What stands at a place, as a term: the same for all profiles that use it."""
    return Mention(part.rarest(start, end) * part.worth, part.written(start, end), part.name)


def _note(found: Findings, sign: Sign, mention: Mention) -> None:
    """Keep the strongest mention of each entity and term."""
    if isinstance(sign, Named):
        kept = found.entities.get(sign.entity.name)
        if kept is None or mention.worth > kept.worth:
            found.entities[sign.entity.name] = mention
    elif isinstance(sign, Spoken):
        key = stem(mention.text.casefold())
        found.storylines[sign.storyline.slug] += mention.worth
        if mention.field == "title":
            found.together[sign.storyline.slug].add(key)
        if key not in found.terms or mention.worth > found.terms[key].worth:
            found.terms[key] = mention
    elif sign.entity is None:
        found.barred = mention.text


def _language_of(item: Item, words: Sequence[str]) -> str:
    """The language that the feed names, else the one that the item's words speak."""
    return language_code(item.language) if item.language else language_spoken(words)


def read_words(item: Item, settings: Settings) -> Vector:
    """The stems of an item's title and the beginning of its summary, weighed."""
    summary = item.summary[: settings.summary_reach]
    words = (*folded_words(item.title), *folded_words(summary))
    return _weighed(words, _language_of(item, words))


def _weighed(words: Sequence[str], language: str) -> Vector:
    return weigh(stems_of(words, language), language)
