"""The whole configuration as one value: each room's own settings, the channels and the feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.alerts import Settings as AlertSettings
from monitor.delivery import Settings as DeliverySettings
from monitor.feeds import Settings as PollingSettings
from monitor.model import Channel, Feed
from monitor.store import Settings as StoreSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the operator wants, checked as a whole; every path in it is absolute.

    ``file`` is None when no configuration file was found; ``feeds_file`` may not exist yet.
    ``origins`` says for each key where its value comes from: ``default``, the path of a file,
    or the name of the variable or flag. Knobs and their meaning stand in the rooms' settings.
    """

    file: Path | None
    feeds_file: Path
    store: StoreSettings
    seeds_folder: Path
    polling: PollingSettings
    alerts: AlertSettings
    delivery: DeliverySettings
    channels: tuple[Channel, ...]
    feeds: tuple[Feed, ...]
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def visited(self) -> tuple[Feed, ...]:
        """The feeds that are not paused."""
        return tuple(feed for feed in self.feeds if not feed.paused)

    def describe(self) -> tuple[tuple[str, str, str], ...]:
        """Every setting as (key, value, origin), in the order of the file; no secret is in it."""
        from monitor.config.describing import describe

        return describe(self)
