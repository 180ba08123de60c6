"""The stored stream decided again: what would be told otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import zip_longest
from pathlib import Path

import pytest

from monitor.app import open_store, replay, take_in_seeds, watch
from monitor.config import Config
from monitor.daemon.engine import Engine
from monitor.model import Alert, Feed, Message, ParsedItem, Poll, Profile, QuietHours
from monitor.replay import WARM_UP, Difference
from monitor.replay import replay as decide_again
from monitor.scales import PollResult, Reason
from monitor.seeds import render
from monitor.store import Store
from tests.daemon.lab import Feeds, configure
from tests.invented import HOUR, NOW, PROFILE

URL = "http://127.0.0.1:9/one"
STREAM = (
    "Bakery wins prize",
    "Prosecutor opens inquiry into sinking of Halmar Star",
    "14 dead in Halmar Star sinking, police say",
    "Divers leave the Halmar Star, 16 dead",
)


class House:
    """A monitor whose clock is moved by what is brought to it."""

    def __init__(self, config: Config, store: Store) -> None:
        self.config, self.store, self.now = config, store, NOW
        parts = watch(config, store, console=self._refuse, clock=lambda: self.now)
        self.engine = Engine(parts, lambda: self.now, "test")

    def bring(
        self,
        *titles: str,
        guids: Callable[[str], str] = str,
        took: timedelta = timedelta(),
        ages: Sequence[timedelta] = (),
    ) -> None:
        """One poll with these items, an hour after the last; it began so much earlier as it took."""
        self.now += HOUR
        items = tuple(
            ParsedItem(
                title=title,
                guid=guids(title),
                url=f"https://coast.example/{guids(title)}",
                published=self.now - age if age is not None else None,
            )
            for title, age in zip_longest(titles, ages)
        )
        poll = Poll(feed=Feed(url=URL), at=self.now - took, result=PollResult.ITEMS, items=items)
        state = next(one for one in self.store.feeds.states() if one.url == URL)
        self.engine._arrived.put_nowait((poll, state))
        self.engine.decide_waiting()
        self.engine.write_due()

    def again(
        self, since: datetime, config: Config | None = None, profile: Profile = PROFILE
    ) -> Difference:
        desk = replay([profile], config or self.config, self.store, since - WARM_UP)
        return decide_again(self.store, desk, since)

    @staticmethod
    def _refuse(_message: Message) -> None:
        raise AssertionError("nothing is sent here")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    config = configure(tmp_path, Feeds(port=9), URL)
    with open_store(config) as store:
        opened = House(config, store)
        store.add_seed(PROFILE.seed, NOW)
        for number in range(1, len(STREAM) + 1):
            opened.bring(*STREAM[:number])
        yield opened


def test_what_is_decided_alike_differs_in_nothing(house: House) -> None:
    found = house.again(NOW)
    assert found.items == len(STREAM)
    assert found.same == 3
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_a_replay_from_the_middle_knows_what_was_told_before(house: House) -> None:
    found = house.again(NOW + 3 * HOUR)
    assert (found.items, found.same) == (2, 2)
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_a_replay_that_reaches_back_to_nothing_takes_the_past_from_the_ledger(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.replay.WARM_UP", timedelta())
    desk = replay([PROFILE], house.config, house.store, NOW + 4 * HOUR)
    found = decide_again(house.store, desk, NOW + 4 * HOUR)
    (last,) = [one.delta for one in house.store.read.alerts() if "16" in one.delta]
    assert "14 -> 16" in last
    assert found.same == 1


def test_quiet_hours_that_are_tried_show_what_they_would_have_held(house: House) -> None:
    hours = QuietHours(start=(NOW + 2.5 * HOUR).time(), end=(NOW + 6 * HOUR).time())
    (channel,) = house.config.channels
    night = replace(house.config, channels=(replace(channel, quiet_hours=hours),))
    found = house.again(NOW, night)
    assert (found.same, found.added, found.removed) == (1, (), ())
    assert [one.now.reason for one in found.changed if one.now] == [Reason.QUIET_HOURS] * 2
    assert all(
        one.was and one.was.at_once and one.now and not one.now.at_once for one in found.changed
    )


def test_a_profile_that_is_tried_shows_what_it_adds_and_takes_away(house: House) -> None:
    deaf = replace(PROFILE, exclude=("inquiry",))
    gone = house.again(NOW, profile=deaf)
    assert [one.title for one in gone.removed] == [STREAM[1]]
    stranger = replace(PROFILE, seed="other")
    new = house.again(NOW, profile=stranger)
    assert [one.seed for one in new.added] == ["other"] * 3
    assert (new.same, new.removed) == (0, ())


def test_an_edited_item_comes_once_for_each_of_its_wordings(house: House) -> None:
    same = "the toll"
    house.bring("17 dead in Halmar Star sinking", guids=lambda _: same)
    house.bring("19 dead in Halmar Star sinking", guids=lambda _: same)
    (item,) = [one for one in house.store.read.items() if one.guid == same]
    told = [one for one in house.store.read.alerts() if item.id in one.items]
    assert len(told) == 2
    found = house.again(NOW)
    assert found.same == 5
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_a_poll_that_took_long_has_its_turn_after_those_that_began_later(house: House) -> None:
    house.bring("17 dead in Halmar Star sinking")
    house.bring("Halmar Star: the dead are 17 now, police say", took=1.5 * HOUR)
    found = house.again(NOW)
    assert found.items == len(STREAM) + 2
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_what_one_poll_brought_is_decided_by_age_and_not_by_its_place_in_the_feed(
    house: House,
) -> None:
    titles = "19 dead in Halmar Star sinking", "17 dead in Halmar Star sinking"
    house.bring(*titles, ages=(HOUR, 2 * HOUR))
    found = house.again(NOW)
    assert (found.added, found.removed, found.changed) == ((), (), ())
    deaf = replace(PROFILE, seed="other")  # nothing of it was ever decided, so no turn is known
    assert [one.title for one in house.again(NOW, profile=deaf).added][-2:] == [*reversed(titles)]


def test_a_seed_that_came_later_takes_in_again_what_was_there_then(house: House) -> None:
    house.bring("11 dead in Halmar Star sinking", *STREAM, ages=(5.5 * HOUR,))  # stood there long
    later = replace(PROFILE, seed="later")
    house.now += HOUR
    (house.config.seeds_folder / "later.toml").write_text(render(later))
    assert take_in_seeds(house.config, house.store, lambda: house.now) == ("later",)
    found = house.again(NOW, profile=later)
    assert (found.added, found.removed, found.changed) == ((), (), ())
    assert found.same == len([one for one in told_of(house) if one.seed == "later"]) > 1
    first, *_ = told_of(house)
    assert first.reason is Reason.BASELINE


def told_of(house: House) -> list[Alert]:
    held = house.store.read.alerts(suppressed=True)
    return sorted(
        (*held, *house.store.read.alerts()), key=lambda one: (one.seed != "later", one.at)
    )


def test_a_replay_writes_nothing(house: House) -> None:
    before = house.store.counts()
    house.again(NOW, profile=replace(PROFILE, seed="other"))
    assert house.store.counts() == before
