"""What an item shows of each profile: entities named, terms used, words shared, phrases barred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.matching.compiled import Barred, Compiled, Named, Sign, Spoken
from monitor.matching.settings import Settings
from monitor.model import Entity, Item
from monitor.text import (
    TITLES,
    Token,
    Vector,
    content_stems,
    folded_words,
    guess_language,
    language_code,
    rarity,
    stem,
    tokenise,
    weigh,
)

_GUESSED_FROM = 300
_FIRST_JUDGED = 2

Place = tuple[int, int, Sign]


@dataclass(frozen=True, slots=True)
class Mention:
    """The strongest mention of an entity (``entity`` set) or term: worth, words, field."""

    worth: float
    text: str
    field: str
    entity: Entity | None = None

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
    learned: dict[str, float] = field(default_factory=dict)
    barred: str = ""
    foreign: bool = False
    """Whether the item is in another language than the article, so that they share few words."""

    def has_anchor(self) -> bool:
        """Whether a central entity is named."""
        return any(mention.entity and mention.entity.anchor for mention in self.entities.values())

    def name_stems(self, language: str) -> set[str]:
        """The stems of all names found, as they were written."""
        written = (mention.text for mention in self.entities.values())
        return {word for text in written for word in content_stems(text, language)}


@dataclass(frozen=True, slots=True)
class Reading:
    """The findings by profile number; the item's length in words, language, and weighed stems."""

    findings: dict[int, Findings]
    length: int
    language: str
    words: Vector


def read_item(item: Item, compiled: Compiled, settings: Settings) -> Reading:
    """Read the title and the beginning of the summary once, for all profiles together."""
    findings: dict[int, Findings] = defaultdict(Findings)
    summary = item.summary[: settings.summary_reach]
    length = 0
    for name, text, worth in (("title", item.title, 1.0), ("summary", summary, settings.summary)):
        tokens = tokenise(text)
        length += len(tokens)
        places = list(compiled.signs.find([token.folded for token in tokens]))
        others = _namesakes(places)
        for place in places:
            mention = _mention(place, tokens, text, worth, name)
            other = (place[2].profile, place[0], _entity(place)) in others
            if not other and not _has_other_given_name(place, tokens, text):
                _note(findings[place[2].profile], place[2], mention, tokens[place[0]])
    code = _language_of(item)
    words = read_words(item, settings)
    for word, weight in words.items():
        for number, seeds in compiled.vocabulary.get(word, ()):
            findings[number].shared[word] = weight * seeds
    for number, found in findings.items():
        found.foreign = code != language_code(compiled.profiles[number].languages[0])
    return Reading(findings, length, code, words)


def _entity(place: Place) -> str:
    sign = place[2]
    return sign.entity.name if isinstance(sign, Named | Barred) and sign.entity else ""


def _namesakes(places: Sequence[Place]) -> frozenset[tuple[int, int, str]]:
    """Where a longer name stands that is somebody else: profile, word, entity it is not."""
    return frozenset(
        (sign.profile, word, sign.entity.name)
        for start, end, sign in places
        if isinstance(sign, Barred) and sign.entity
        for word in range(start, end)
    )


def _has_other_given_name(place: Place, tokens: Sequence[Token], text: str) -> bool:
    """Whether a family name follows somebody else's given name: "Luis Maduro", "Ian Machado".

    Judged only where capitals mean something: not in headline case, not at the start of a text.
    """
    start, end, sign = place
    if not isinstance(sign, Named) or sign.entity.kind != "person":
        return False
    if end - start > 1 or start < _FIRST_JUDGED:
        return False
    before, name = tokens[start - 1], tokens[start]
    own = {word for alias in _names_of(sign.entity) for word in folded_words(alias)}
    return (
        text[before.end : name.start] == " "
        and before.text.istitle()
        and before.folded not in own | TITLES
        and not _is_headline(tokens)
    )


def _names_of(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether most words are capitalised, so that capitals say nothing."""
    words = [token for token in tokens if token.text[0].isalpha()]
    return 2 * sum(token.text[0].isupper() for token in words) > len(words)


def _mention(place: Place, tokens: Sequence[Token], text: str, worth: float, name: str) -> Mention:
    start, end, sign = place
    written = text[tokens[start].start : tokens[end - 1].end]
    if isinstance(sign, Named):
        return Mention(sign.entity.weight * worth, written, name, sign.entity)
    rarest = max(rarity(token.folded) for token in tokens[start:end])
    return Mention(rarest * worth, written, name)


def _note(found: Findings, sign: Sign, mention: Mention, first: Token) -> None:
    """Keep the strongest mention of each entity and term."""
    if isinstance(sign, Named):
        if sign.acronym and not first.text.isupper():
            return
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


def _language_of(item: Item) -> str:
    text = f"{item.title}\n{item.summary}"[:_GUESSED_FROM]
    return language_code(item.language or guess_language(text))


def read_words(item: Item, settings: Settings) -> Vector:
    """The stems of an item's title and the beginning of its summary, weighed."""
    code = _language_of(item)
    text = f"{item.title}\n{item.summary[: settings.summary_reach]}"
    return weigh(content_stems(text, code), code)
