"""What to add to a profile, from what its user said of items.

Terms and aliases are looked for in the items that belong to the seed, first in those that the
matching missed; exclusions and namesakes only in matched items that were marked irrelevant. A phrase
has to be rare in running text and much more frequent on its own side (log-odds over counts with a
small prior). An exclusion is a hard cut, so one that stands in a single wanted item is none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from monitor.feedback.barred import find_barred
from monitor.feedback.ground import Ground, know
from monitor.feedback.phrases import holds
from monitor.feedback.settings import Settings
from monitor.feedback.sides import Stream, count, sort_out
from monitor.feedback.suggestion import Change, Suggestion
from monitor.feedback.wanted import find_aliases, find_terms
from monitor.model import Profile
from monitor.scales import Opinion
from monitor.text import fold


def suggest(
    profile: Profile,
    marks: Mapping[str, Opinion],
    stream: Stream,
    settings: Settings | None = None,
) -> tuple[Suggestion, ...]:
    """What is worth adding to the profile, the best of each kind first.

    ``marks`` are opinions by item id; ``stream`` holds stored items, each with how it stands to the
    profile as it is now (None: nothing of it is mentioned).
    """
    settings = settings or Settings()
    ground = Ground(
        profile=profile,
        sides=sort_out(marks, stream, settings),
        marks=marks,
        stream=stream,
        settings=settings,
        known=know(profile),
    )
    aliases = list(find_aliases(ground))
    taken = {fold(alias.text) for alias in aliases}
    terms = [term for term in find_terms(ground) if fold(term.text) not in taken]
    barred = list(find_barred(ground))
    return (
        *_best(barred, ground, Change.NAMESAKE),
        *_best(barred, ground, Change.EXCLUSION),
        *_best(aliases, ground, Change.ALIAS),
        *_best(terms, ground, Change.TERM),
    )


def _best(
    suggestions: Sequence[Suggestion], ground: Ground, kind: Change
) -> tuple[Suggestion, ...]:
    """The best of a kind: few that the same items speak for, none that is part of a better one."""
    own = [one for one in suggestions if one.kind is kind]
    chosen: list[Suggestion] = []
    alike: Counter[tuple[str, ...]] = Counter()
    for one in sorted(own, key=_ranking(own, ground)):
        if alike[one.items] < ground.settings.alike and not any(
            _overlap(one, better) for better in chosen
        ):
            alike[one.items] += 1
            chosen.append(one)
    return tuple(chosen[: ground.settings.most])


def _ranking(
    suggestions: Sequence[Suggestion], ground: Ground
) -> Callable[[Suggestion], tuple[float, bool, int, str]]:
    """The best first: odds, items, marks; of exclusions those that other topics use, too."""
    titles = {item.id: fold(item.title) for item, _ in ground.stream}
    phrases = [fold(one.text) for one in suggestions if one.kind is Change.EXCLUSION]
    elsewhere = count(phrases, ground.sides.unwanted if phrases else (), ground.settings)

    def rank(one: Suggestion) -> tuple[float, bool, int, str]:
        plain = fold(one.text)
        worth = one.odds + math.log(len(one.items)) + math.log1p(elsewhere[plain])
        worth += ground.settings.heard if one.marked else 0
        in_title = any(holds(titles[item], plain) for item in one.items)
        return -worth, not in_title, -len(plain.split()), one.text

    return rank


def _overlap(one: Suggestion, better: Suggestion) -> bool:
    """Whether two phrases share a word and the items that speak for them."""
    shared = set(fold(one.text).split()) & set(fold(better.text).split())
    return bool(shared) and set(one.items) <= set(better.items)
