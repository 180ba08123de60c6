"""The knobs of the alerts room that the operator may turn; what a channel wants stands in `Channel`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from monitor.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How alerts are gathered, and how the monitor says that it is alive.

    ``batch_wait``: how long an interruption waits for others of its storyline, so that what
    several feeds bring in one round becomes one message; ``0s`` sends at once. 60 s is the
    contract's figure: a judgement, not a measurement, twice what Alertmanager grants machines.
    ``heartbeat_url``: pinged while tick and outbox move, so that silence of the monitor itself is
    noticed elsewhere. ``weekly_note``: one line a week that says what is watched, so that a quiet
    channel is not mistaken for a dead one.
    """

    batch_wait: timedelta = timedelta(seconds=60)
    heartbeat_url: Secret | None = None
    weekly_note: bool = True
    baseline_settles: timedelta = timedelta(minutes=2)
