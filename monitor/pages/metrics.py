"""Vitals in, Prometheus' text exposition format (0.0.4) out.

Names and units follow Prometheus' naming rules: base units, ``_total`` for what only grows, times
as seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor import __version__
from monitor.log import redact
from monitor.model import FeedState, Vitals
from monitor.pages.exits import inert, label
from monitor.scales import FeedCondition

KIND = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[Mapping[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metric:
    name: str
    kind: str
    about: str
    samples: Iterable[Sample]


def write_metrics(vitals: Vitals) -> str:
    """Every metric of the monitor, with its help and type."""
    return "".join(line for metric in _metrics(vitals) for line in _lines(metric))


def _metrics(vitals: Vitals) -> Iterator[_Metric]:
    gauge, counter = "gauge", "counter"
    yield _Metric(
        name="monitor_build_info",
        kind=gauge,
        about="Version of the monitor; always 1.",
        samples=[({"version": __version__}, 1)],
    )
    for name, kind, about, value in (
        ("daemon_up", gauge, "Whether a daemon holds the database.", bool(vitals.daemon)),
        ("database_bytes", gauge, "Size of the database.", vitals.size),
        ("database_schema", gauge, "Number of the database's schema.", vitals.schema),
        ("items_total", counter, "Items ever stored.", vitals.items),
        ("stories_total", counter, "Stories ever opened.", vitals.stories),
    ):
        yield _Metric(name=f"monitor_{name}", kind=kind, about=about, samples=[({}, value)])
    yield _Metric(
        name="monitor_developments_total",
        kind=counter,
        about="Developments ever detected, by storyline.",
        samples=[
            ({"seed": seed, "storyline": line}, count)
            for (seed, line), count in sorted(vitals.developments.items())
        ],
    )
    yield _Metric(
        name="monitor_alerts_total",
        kind=counter,
        about="Alerts ever decided, by priority and whether they interrupted.",
        samples=[
            ({"priority": priority.value, "interrupted": str(told).lower()}, count)
            for (priority, told), count in sorted(vitals.alerts.items())
        ],
    )
    yield _Metric(
        name="monitor_deliveries",
        kind=gauge,
        about="Messages in the outbox, by state.",
        samples=[({"state": state.value}, count) for state, count in vitals.outbox.items()],
    )
    yield from _times(vitals)
    yield from _feeds(vitals.feeds)


def _times(vitals: Vitals) -> Iterator[_Metric]:
    for name, about, at in (
        ("last_poll", "When a feed was last visited.", vitals.last_poll_at),
        ("oldest_pending_delivery", "Since when a message waits.", vitals.oldest_pending_at),
    ):
        yield _Metric(
            name=f"monitor_{name}_timestamp_seconds",
            kind="gauge",
            about=about,
            samples=[({}, at.timestamp())] if at else [],
        )


def _feeds(feeds: Iterable[FeedState]) -> Iterator[_Metric]:
    named = dict(_named(feeds))
    yield _Metric(
        name="monitor_feeds",
        kind="gauge",
        about="Configured feeds, by state.",
        samples=[
            ({"state": state.value}, sum(one.state is state for one in named.values()))
            for state in FeedCondition
        ],
    )
    yield _Metric(
        name="monitor_feed_failures",
        kind="gauge",
        about="Failed visits in a row.",
        samples=[({"feed": name}, one.failures) for name, one in named.items()],
    )
    yield _Metric(
        name="monitor_feed_gaps_total",
        kind="counter",
        about="Visits that came too late to see all items.",
        samples=[({"feed": name}, one.gaps) for name, one in named.items()],
    )
    yield _Metric(
        name="monitor_feed_last_success_timestamp_seconds",
        kind="gauge",
        about="When a feed last answered well.",
        samples=[
            ({"feed": name}, _seconds(one.last_ok_at))
            for name, one in named.items()
            if one.last_ok_at
        ],
    )


def _named(feeds: Iterable[FeedState]) -> Iterator[tuple[str, FeedState]]:
    """Each feed by its address without a login; two that look alike then are numbered."""
    seen: dict[str, int] = {}
    for feed in feeds:
        name = inert(redact(feed.url))
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), feed


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def _lines(metric: _Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.about}\n"
    yield f"# TYPE {metric.name} {metric.kind}\n"
    for labels, value in metric.samples:
        inner = ",".join(f'{name}="{label(text)}"' for name, text in labels.items())
        yield f"{metric.name}{f'{{{inner}}}' if inner else ''} {_number(value)}\n"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.3f}"
