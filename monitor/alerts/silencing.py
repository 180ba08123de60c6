"""Whether a silence holds an alert: every pattern that it names has to fit, at this time."""

from __future__ import annotations

from datetime import datetime
from fnmatch import fnmatchcase

from monitor.model import Alert, Silence
from monitor.scales import Priority


def is_silenced(alert: Alert, channel: str, silences: tuple[Silence, ...], now: datetime) -> bool:
    """Whether any of the silences holds the alert back from the channel now."""
    return any(_holds(silence, alert, channel, now) for silence in silences)


def _holds(silence: Silence, alert: Alert, channel: str, now: datetime) -> bool:
    if not silence.starts_at <= now < silence.ends_at:
        return False
    if alert.priority is Priority.FLASH and not silence.even_flash:
        return False
    patterns = (
        (alert.seed, silence.seed),
        (alert.storyline, silence.storyline),
        (alert.source, silence.source),
        (channel, silence.channel),
    )
    if not all(_fits(name, pattern) for name, pattern in patterns):
        return False
    said = f"{alert.title}\n{alert.delta}\n{alert.proof}"
    return silence.text.casefold() in said.casefold()


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), pattern.casefold())
