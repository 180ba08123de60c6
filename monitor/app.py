"""The only place where parts are chosen and wired: files and flags in, a working monitor out.

`watch` puts the live monitor together (SQLite, network, channels), `rehearse` the same pipeline
over a memory without a database, for backtests, and `replay` over the store's past.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.alerts import Settings as AlertSettings
from monitor.config import Config
from monitor.desk import Desk, Settings
from monitor.errors import MonitorError, Problem, WrongContent
from monitor.log import hide
from monitor.matching import Matcher
from monitor.matching import Settings as MatchingSettings
from monitor.model import Channel, Feed, Message, Profile
from monitor.pipeline import BASELINE_FOR, decide_stored
from monitor.secret import Secret
from monitor.seeds import read
from monitor.store import Memory

if TYPE_CHECKING:
    from monitor.delivery import Courier
    from monitor.feeds import Poller
    from monitor.store import Store

_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of one running monitor. ``feeds`` by address, as configured."""

    config: Config
    feeds: dict[str, Feed]
    profiles: tuple[Profile, ...]
    store: Store
    poller: Poller
    courier: Courier
    desk: Desk


def read_profiles(
    folder: Path, through: Callable[[Sequence[Path]], Iterable[Path]] = iter
) -> tuple[Profile, ...]:
    """Every profile in the seeds folder, by name. Raises WrongContent with all of their mistakes.

    ``through`` hands the files on, one by one, to whoever watches how far it is.
    """
    problems: list[Problem] = []
    profiles: dict[str, Profile] = {}
    for path in through(sorted(folder.glob("*.toml"))):
        try:
            profile = read(path)
        except WrongContent as error:
            problems.extend(error.problems)
            continue
        if profile.seed in profiles:
            twice = f'there is already a seed "{profile.seed}" in this folder'
            problems.append(
                Problem(file=str(path), place="seed", what=twice, remedy="give it another slug")
            )
        profiles[profile.seed] = profile
    if not profiles and not problems:
        remedy = f"make one: monitor seed build ARTICLE.txt -o {folder}/NAME.toml"
        problems.append(Problem(file=str(folder), what="holds no seed to watch", remedy=remedy))
    if problems:
        raise WrongContent(problems)
    return tuple(profiles.values())


def watch(
    config: Config, store: Store, *, console: Callable[[Message], None], clock: Clock
) -> Parts:
    """Wire a live monitor over an open store; ``console`` prints messages of console channels.

    Raises WrongContent when a profile is wrong; the store is not touched then.
    """
    # Here: whoever only reads profiles, or tries items, has no use for these and their libraries.
    from monitor.delivery import Courier
    from monitor.feeds import Poller

    profiles = read_profiles(config.seeds_folder)
    for secret in _secrets(config):
        hide(secret)
    channels = {channel.name: channel for channel in config.channels}
    desk = _desk(config, profiles, store.load_memory(clock()))
    desk.matcher.learn(store.lessons(clock()))
    parts = Parts(
        config=config,
        feeds={feed.url: feed for feed in config.visited},
        profiles=profiles,
        store=store,
        poller=Poller(config.polling, clock),
        courier=Courier(channels, config.delivery, console=console, clock=clock),
        desk=desk,
    )
    store.feeds.configure(config.visited, clock())
    return parts


def _secrets(config: Config) -> list[Secret]:
    headers = [secret for feed in config.visited for secret in feed.headers.values()]
    channels = [channel.url for channel in config.channels if channel.url != Secret("console://")]
    heartbeat = [config.alerts.heartbeat_url] if config.alerts.heartbeat_url else []
    return headers + channels + heartbeat


def _desk(config: Config, profiles: Sequence[Profile], memory: Memory) -> Desk:
    return Desk(
        profiles={profile.seed: profile for profile in profiles},
        matcher=Matcher(profiles),
        channels=config.channels,
        memory=memory,
        settings=Settings(polling=config.polling, alerts=config.alerts),
    )


def meet_new_seeds(parts: Parts, now: datetime) -> tuple[str, ...]:
    """Hold seeds that the store has not met yet against its last week, as a silent baseline.

    The names of those seeds. What they match stands in the next digest; nothing interrupts.
    """
    met = parts.store.seeds()
    new = [profile for profile in parts.profiles if profile.seed not in met]
    if not new:
        return ()
    desk = _desk(parts.config, new, parts.desk.memory)
    stored = list(parts.store.read.stored_since(now - BASELINE_FOR))
    for outcome in decide_stored(stored, desk, now, desk.profiles):
        parts.store.apply([outcome])
        items = {item.id: item for item in outcome.items}
        parts.desk.matcher.learn((items[match.item], match) for match in outcome.matches)
    for profile in new:
        parts.store.add_seed(profile.seed, now)
        _log.info("seed_met seed=%s items=%d", profile.seed, len(stored))
    return tuple(profile.seed for profile in new)


def take_in_seeds(config: Config, store: Store, clock: Clock) -> tuple[str, ...]:
    """Do what a starting daemon does with seeds that the store has not met yet; their names.

    Nothing is sent. The caller holds the daemon's lock.
    """
    return meet_new_seeds(watch(config, store, console=lambda _: None, clock=clock), clock())


def rehearse(profiles: Sequence[Profile], config: Config | None) -> Desk:
    """The pipeline over an empty memory: for backtests. Every match is kept, near or far.

    Without a configuration one channel takes everything, at its defaults, and nothing is held back.
    """
    channels = config.channels if config else (_EVERYTHING,)
    alerts = config.alerts if config else AlertSettings(batch_wait=timedelta())
    settings = Settings(matching=MatchingSettings(near=0.0), alerts=alerts)
    return Desk(
        profiles={profile.seed: profile for profile in profiles},
        matcher=Matcher(profiles, settings.matching),
        channels=channels,
        memory=Memory(),
        settings=settings,
    )


def rehearse_now(
    profiles: Sequence[Profile], config: Config, store: Store | None, now: datetime
) -> Desk:
    """The desk as the daemon has it just now, for what is only tried; the store is only read.

    Without a store nothing was told yet. Every match is kept, near or far.
    """
    memory = store.load_memory(now) if store else Memory()
    settings = MatchingSettings(near=0.0)
    matcher = Matcher(profiles, settings)
    if store:
        matcher.learn(store.lessons(now))
    desk = _desk(config, profiles, memory)
    return replace(desk, matcher=matcher, settings=replace(desk.settings, matching=settings))


def replay(profiles: Sequence[Profile], config: Config, store: Store, since: datetime) -> Desk:
    """The pipeline over the past as it stood at ``since``, with the channels of a configuration.

    What is decided on it stays in its memory; the store is only read.
    """
    desk = _desk(config, profiles, store.load_past(since))
    desk.matcher.learn(store.lessons(since))
    return desk


_EVERYTHING = Channel(name="all", url=Secret("console://"), digest=(time(8, 0),))


def open_store(config: Config, *, read_only: bool = False) -> Store:
    """The database of a configuration. Raises StoreError with what is wrong and what mends it."""
    from monitor.store import Store

    return Store.open(config.store.path, read_only=read_only)


def check_store(config: Config) -> tuple[Problem, ...]:
    """What is wrong with the database, if it is there yet."""
    path = config.store.path
    if not path.exists():
        return ()
    try:
        with open_store(config, read_only=True) as store:
            faults = store.check()
    except MonitorError as error:
        faults = (str(error),)
    own = f"{path} "  # an error names the file itself
    return tuple(Problem(file=str(path), what=fault.removeprefix(own)) for fault in faults)
