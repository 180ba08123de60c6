"""How an item is held against every profile at once.

Each sign found in the title and the summary (an entity's alias, a storyline's term) and each word
shared with the seed's article adds to the score; every gain is kept as evidence. Two gates stand
behind the sum: an exclusion of the profile, and the anchor gate (an item that names no central
entity needs another entity, two different terms, or words shared in plenty to speak for it).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from monitor.matching.compiled import Compiled, Group, compile_profiles
from monitor.matching.learning import Learned, Learning, Lesson
from monitor.matching.reading import (
    Findings,
    Part,
    Reading,
    find,
    read_item,
    read_words,
    stems_in,
)
from monitor.matching.retrieval import Found, Shared, retrieve
from monitor.matching.settings import Settings
from monitor.model import Evidence, Item, Match, Profile
from monitor.scales import Reason

Learnt = Mapping[int, Mapping[str, float]]
_SHOWN_WORDS = 5
_ITEM_WORDS = 10
# Where the anchor gate puts the score of an item that reached the threshold without an anchor.
_GATED = 0.9
# A longer word is not made of initials ("U.S.").
_INITIALS = 6
# So few profiles are weighed in less time than chosen from.
_FEW = 16


class Matcher:
    """All profiles, compiled; `match` reads one item against them, `learn` takes in what matched."""

    def __init__(self, profiles: Sequence[Profile], settings: Settings | None = None) -> None:
        """Compile ``profiles``; their order has no influence on any match."""
        self._settings = settings or Settings()
        self._compiled: Compiled = compile_profiles(profiles, self._settings)
        usual = self._settings.learned
        self._limits = tuple(profile.thresholds.get("learned", usual) for profile in profiles)
        self._learning = Learning(self._settings, self._limits)
        self._least_own = min(
            (profile.thresholds.get("match", 1.0) for profile in profiles), default=1.0
        )
        self._least_usual = min(self._settings.threshold, self._settings.brief_threshold)

    def match(self, item: Item, now: datetime) -> tuple[Match, ...]:
        """How the item stands to each profile that it matches or comes near to; ids are not set.

        How near the settings say: with ``near=0`` it is each profile of which it shows anything. The score does not depend on ``now``, which is only noted.
        """
        reading = read_item(item, self._compiled, self._settings)
        growth = self._settings.item_growth * math.log(max(1.0, reading.length() / _ITEM_WORDS))
        learned = self._learning.find(reading.words)
        akin = self._learning.akin(reading.words, item.id)
        reached = self._retrieve(reading, (learned, akin), growth)
        findings = find(reading, self._compiled, reached)
        for number in learned.keys() | akin.keys():
            if reached is None or number in reached:
                findings[number].learned = learned.get(number, {})
                findings[number].akin = akin.get(number, {})
        judged = (
            self._judge(item, number, found, self._threshold(number, growth), now)
            for number, found in sorted(findings.items())
        )
        near = self._settings.near
        return tuple(one for one in judged if one.verdict or one.score >= near * one.threshold)

    def _retrieve(
        self, reading: Reading, learned: Sequence[Learnt], growth: float
    ) -> Mapping[int, Shared] | None:
        """The profiles worth weighing, by number: the words they share; None where choosing costs more."""
        if len(self._compiled.profiles) <= _FEW:
            return None
        share = min(1.0, self._settings.near)
        lowest = share * min(self._least_own, self._least_usual + growth)
        if lowest <= 0:
            return None
        return retrieve(
            _found(reading, learned, self._settings),
            self._compiled,
            self._settings,
            lowest,
            lambda number: share * self._threshold(number, growth),
        )

    def learn(self, past: Iterable[tuple[Item, Match]]) -> None:
        """Take in matched items, oldest first; only confident matches teach anything.

        They stand clear of the threshold without any learned word, and name a central entity that
        has company.
        """
        for item, match in past:
            number = self._compiled.numbers.get(match.seed)
            if number is not None and self._is_confident(number, match):
                words = read_words(item, self._settings)
                own = {word for word in words if self._compiled.has_word(number, word)}
                written = (sign.text for sign in match.evidence if sign.kind == "entity")
                names = stems_in(written, self._compiled.profiles[number].languages[0])
                lesson = Lesson(item=item.id, words=words, own=own, names=names)
                self._learning.take(number, lesson)

    def relearn(self, past: Iterable[tuple[Item, Match]]) -> None:
        """Forget what was learned and learn from ``past`` alone."""
        self._learning = Learning(self._settings, self._limits)
        self.learn(past)

    def _is_confident(self, number: int, match: Match) -> bool:
        gains = {sign.kind: sign.gain for sign in match.evidence}
        plain = match.score - gains.get("learned", 0.0) - gains.get("akin", 0.0)
        return (
            match.verdict
            and self._limits[number] > 0
            and plain >= match.threshold + self._settings.learned_margin
            and "anchor" in gains
            and -gains.get("alone", 0.0) <= self._settings.learned_alone
        )

    def learned(self, seed: str) -> tuple[Learned, ...]:
        """What was learned for a seed, the heaviest word first."""
        return self._learning.learned(self._compiled.numbers[seed])

    def _threshold(self, number: int, growth: float) -> float:
        """The least score of a match: the profile's own word, or by seed's and item's length."""
        settings = self._settings
        own = self._compiled.profiles[number].thresholds.get("match")
        base = settings.brief_threshold if self._compiled.brief[number] else settings.threshold
        return own if own is not None else round(base + growth, 4)

    def _judge(
        self, item: Item, number: int, found: Findings, threshold: float, now: datetime
    ) -> Match:
        profile = self._compiled.profiles[number]
        brief = self._compiled.brief[number]
        names = set() if brief else found.name_stems(profile.languages[0])
        for word in names & found.shared.keys():
            found.shared[word] *= self._settings.named_word
        gains = sorted(_weigh(found, self._settings), key=lambda sign: -sign.gain)
        if not brief:
            gains.extend(_weigh_company(found, gains, names, self._settings))
        total = sum(sign.gain for sign in gains)
        reason = _verdict(found, profile, total, threshold)
        evidence = (*gains, *_held_back(reason, total, threshold, found.barred))
        return Match(
            item=item.id,
            seed=profile.seed,
            score=round(sum(sign.gain for sign in evidence), 4),
            threshold=threshold,
            verdict=reason is Reason.MATCHED,
            reason=reason,
            storylines=_ranked(found.storylines),
            evidence=evidence,
            at=now,
        )


def _found(reading: Reading, learned: Sequence[Learnt], settings: Settings) -> Found:
    """What stands in an item, as retrieval wants it; ``learned`` is all that past matches add."""
    names = {id(group): group for part in reading.parts for *_, group in (*part.names, *part.slips)}
    terms: dict[object, tuple[Group, float]] = {}
    for part in reading.parts:
        for start, end, group in part.terms:
            gain = settings.per_rarity * part.rarest(start, end) * part.worth
            key = id(group), _spelling(part, start, end)
            if key not in terms or terms[key][1] < gain:
                terms[key] = group, gain
    gains: dict[int, float] = defaultdict(float)
    for number, shares in chain.from_iterable(one.items() for one in learned):
        gains[number] += sum(shares.values())
    return Found(
        names=names.values(),
        terms=tuple(terms.values()),
        words=reading.words,
        language=reading.language,
        learned=gains,
    )


def _spelling(part: Part, start: int, end: int) -> object:
    """The same for what counts as one term, as far as that is known without looking at the text.

    What is told apart although it is the same lifts a bound, and changes no score.
    """
    word = part.words[start]
    plain = end - start == 1 and len(word) > _INITIALS and "'" not in part.text
    return word if plain and part.text.isascii() else (part.name, start, end)


def _weigh(found: Findings, settings: Settings) -> Iterator[Evidence]:
    """The gains of one profile; together at most one."""
    yield from _weigh_entities(found, settings)
    stretch = settings.foreign_terms if found.foreign and found.entities else 1.0
    room = settings.terms * stretch
    for mention in sorted(found.terms.values(), key=lambda m: (-m.worth, m.text)):
        share = min(room, settings.per_rarity * mention.worth * stretch)
        room -= share
        if share > 0:
            yield _sign("term", mention.text, mention.text, mention.field, share)
    pairs = [slug for slug, keys in found.together.items() if len(keys) > 1]
    if pairs and found.entities:
        yield _sign("together", "terms of one storyline", pairs[0], "title", settings.together)
    if found.shared:
        yield _of_words("vocabulary", "shared words", found.shared, settings.vocabulary)
    if found.learned:
        yield _of_words("learned", "words of confident matches", found.learned)
    if found.akin:
        yield _of_words("akin", "likeness to a confident match", found.akin)


def _of_words(
    kind: str, name: str, shares: Mapping[str, float], most: float = math.inf
) -> Evidence:
    """What words gain together, at most ``most``; the heaviest are shown."""
    words = sorted(shares, key=lambda word: (-shares[word], word))
    gain = min(most, sum(shares.values()))
    return _sign(kind, name, " ".join(words[:_SHOWN_WORDS]), "", gain)


def _weigh_entities(found: Findings, settings: Settings) -> Iterator[Evidence]:
    left = 1.0
    for name, mention in sorted(found.entities.items(), key=lambda e: (-e[1].worth, e[0])):
        yield _sign(
            "entity", name, mention.text, mention.field, settings.entities * left * mention.worth
        )
        if mention.slip:
            loss = settings.slip * settings.entities * left * mention.worth
            yield _sign("slip", "a letter differs", mention.text, mention.field, -loss)
        left *= 1 - mention.worth
    if found.has_anchor():
        yield _sign("anchor", "a central entity is named", "", "", settings.anchor)


def _weigh_company(
    found: Findings, gains: Sequence[Evidence], names: Collection[str], settings: Settings
) -> Iterator[Evidence]:
    """What names lose that stand alone: people and places are in the news for many reasons.

    Terms, other shared words and a second name keep them company.
    """
    named = sum(sign.gain for sign in gains if sign.kind in {"entity", "anchor"})
    company = sum(sign.gain for sign in gains if sign.kind == "term")
    company += settings.second_name * (len(found.entities) > 1)
    if not named or company >= settings.company:
        return
    company += sum(weight for word, weight in found.shared.items() if word not in names)
    if any(mention.is_full_name() for mention in found.entities.values()):
        company += settings.full_name
    missing = max(0.0, 1 - company / settings.company)
    if missing:
        loss = named * settings.alone * missing
        yield _sign("alone", "a name with little of the story beside it", "", "", -loss)


def _sign(kind: str, name: str, text: str, field: str, gain: float) -> Evidence:
    return Evidence(kind=kind, name=name, text=text, field=field, gain=round(gain, 4))


def _ranked(storylines: dict[str, float]) -> tuple[str, ...]:
    return tuple(sorted(storylines, key=lambda slug: (-storylines[slug], slug)))


def _verdict(found: Findings, profile: Profile, total: float, threshold: float) -> Reason:
    if found.barred:
        return Reason.EXCLUDED
    if total < threshold:
        return Reason.BELOW_THRESHOLD
    anchors = any(entity.anchor for entity in profile.entities)
    spoken_for = found.entities or len(found.terms) > 1 or sum(found.shared.values()) >= threshold
    if anchors and not found.has_anchor() and not spoken_for:
        return Reason.NO_ANCHOR
    return Reason.MATCHED


def _held_back(reason: Reason, total: float, threshold: float, barred: str) -> Iterator[Evidence]:
    """What a gate takes from the sum, so that the score always tells the verdict."""
    if reason is Reason.EXCLUDED:
        yield _sign("exclusion", barred, barred, "", -total)
    elif reason is Reason.NO_ANCHOR:
        yield _sign("gate", "no central entity", "", "", _GATED * threshold - total)
