"""`demo`: an invented story on loopback, watched by the real daemon in a temporary folder.

Nothing here is canned: the profile is built from the article as `seed build` does it, the feeds are
polled over HTTP, and what is printed as an alert came through the outbox.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import print_one

if TYPE_CHECKING:
    from monitor.cli.demo_screen import Screen
    from monitor.config import Config
    from monitor.demo import Serving, Summary
    from monitor.model import Alert, Profile

# The whole story at speed 1, in seconds; and the least in which a daemon that looks once a second
# still sees it unfold.
_USUAL, _LEAST = 45.0, 3.0
# For the daemon's first look, and for the last alert on its way.
_MARGIN = 2.2


@click.command(cls=Command, epilog="Examples: monitor demo, monitor demo --speed 5")
@click.option(
    "--speed",
    type=click.FloatRange(0.01, 1000),
    default=1.0,
    metavar="N",
    help="N times as fast: 1 takes about 50 seconds, from 15 on about six.",
)
@click.option("--once", is_flag=True, help="Play the story once, then end; the default, too.")
@click.pass_obj
def demo(call: Call, /, speed: float, **_: bool) -> None:
    """See a story unfold: the real daemon, invented feeds, fast motion.

    Needs no network and no configuration, and leaves nothing behind. Ctrl-C ends it early.
    """
    from monitor.cli.demo_screen import Screen
    from monitor.demo import serve

    if math.isnan(speed):  # it lies in every range
        raise click.UsageError("--speed needs a number, such as 5")
    screen = Screen(silent=call.json)
    seconds = max(_LEAST, _USUAL / speed)
    with (
        TemporaryDirectory(prefix="monitor-demo-") as folder,
        serve(seconds, clock=now, told=screen.show_item) as serving,
    ):
        config = _configure(Path(folder), serving)
        screen.open(serving, _plant(config.seeds_folder, serving), seconds)
        _watch(config, serving, screen, seconds)
        summary, alerts = _look_back(config, serving)
    if call.json:
        print_one(summary, alerts=alerts)
    else:
        screen.close(summary)


def _configure(folder: Path, serving: Serving) -> Config:
    """A configuration like anybody's, but for its haste: nothing waits for company."""
    from monitor.alerts import Settings as AlertSettings
    from monitor.config import Config
    from monitor.delivery import Settings as DeliverySettings
    from monitor.feeds import Settings as PollingSettings
    from monitor.model import Channel
    from monitor.secret import Secret
    from monitor.store import Settings as StoreSettings

    return Config(
        file=None,
        feeds_file=folder / "feeds.toml",
        store=StoreSettings(path=folder / "monitor.db"),
        seeds_folder=folder / "seeds",
        polling=PollingSettings(allow_private=(serving.allow,), per_host=len(serving.feeds)),
        alerts=AlertSettings(batch_wait=timedelta(), weekly_note=False),
        delivery=DeliverySettings(pace=timedelta()),
        channels=(Channel(name="screen", url=Secret("console://")),),
        feeds=serving.feeds,
    )


def _plant(folder: Path, serving: Serving) -> Profile:
    """Build the seed's profile from its article, and put both where the daemon reads them."""
    from monitor.seeds import build, render

    story = serving.story
    profile = build(story.article, story.seed, published=story.published)
    folder.mkdir()
    (folder / f"{story.seed}.txt").write_text(story.article, "utf-8")
    (folder / f"{story.seed}.toml").write_text(render(profile), "utf-8")
    return profile


def _watch(config: Config, serving: Serving, screen: Screen, seconds: float) -> None:
    """Be the daemon while the story lasts; then one last pass, and the digest before its hour."""
    from monitor.daemon import Scope, clock, pass_once, run

    run(lambda: config, console=screen.show_message, clock=clock, for_seconds=seconds + _MARGIN)
    if serving.stage.is_over():
        screen.announce_digest()
        channels = tuple(replace(one, digest=(_time_of_day(),)) for one in config.channels)
        everything = Scope(due_only=False)
        config = replace(config, channels=channels)
        pass_once(config, everything, console=screen.show_message, clock=clock)


def _time_of_day() -> time:
    return now().time()


def _look_back(config: Config, serving: Serving) -> tuple[Summary, list[Alert]]:
    """What was decided, as the database has it; alerts that interrupted, oldest first."""
    from monitor.demo import summarise
    from monitor.model import Query
    from monitor.store import Store

    everything = Query(limit=0)
    with Store.open(config.store.path, read_only=True) as store:
        read = store.read
        items = read.items(everything)[::-1]
        told = read.alerts(everything)[::-1]
        judged = [one for item in items for one in read.judgements_of(item.id)[::-1]]
        kept = read.alerts(everything, suppressed=True)
    return summarise(serving.story, items, judged, (*told, *kept)), list(told)
