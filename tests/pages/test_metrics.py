"""Metrics in Prometheus' text format, read back by its grammar."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.model import FeedState
from monitor.pages.metrics import write_metrics
from monitor.scales import FeedCondition
from tests.pages.press import HOSTILE, NOW, vitals

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
_SAMPLE = re.compile(rf"({_NAME})(?:\{{({_LABEL}(?:,{_LABEL})*)\}})? (-?[0-9.]+)")


def samples(text: str) -> dict[str, float]:
    """Every sample by its name and labels; raises when a line breaks the format."""
    found: dict[str, float] = {}
    typed = set()
    assert text.endswith("\n")
    for line in text.removesuffix("\n").split("\n"):
        about = re.fullmatch(rf"# (HELP|TYPE) ({_NAME}) (.+)", line)
        if about:
            if about[1] == "TYPE":
                assert about[3] in {"gauge", "counter"}
                assert about[2] not in typed
                typed.add(about[2])
            continue
        sample = _SAMPLE.fullmatch(line)
        assert sample, line
        assert sample[1] in typed
        key = line.rpartition(" ")[0]
        assert key not in found, key
        found[key] = float(sample[3])
    return found


def test_every_figure_is_there() -> None:
    found = samples(write_metrics(vitals()))
    assert found["monitor_daemon_up"] == 1
    assert found["monitor_items_total"] == 12
    assert found['monitor_developments_total{seed="ferry",storyline="inquiry"}'] == 5
    assert found['monitor_alerts_total{priority="urgent",interrupted="true"}'] == 4
    assert found['monitor_feeds{state="ok"}'] == 1
    assert found['monitor_feeds{state="failing"}'] == 0
    assert found["monitor_last_poll_timestamp_seconds"] == NOW.timestamp()
    assert not any("oldest_pending" in name for name in found)


def test_totals_are_named_as_counters() -> None:
    for name, kind in re.findall(r"# TYPE (\S+) (\S+)", write_metrics(vitals())):
        assert name.endswith("_total") == (kind == "counter"), name


def test_hostile_names_neither_break_a_line_nor_meet_another() -> None:
    feeds = tuple(
        FeedState(url=url, state=FeedCondition.FAILING, failures=2)
        for url in (HOSTILE, f"{HOSTILE}\n", "https://a:b@x.example/", "https://c:d@x.example/")
    )
    broken = replace(vitals(), feeds=feeds, developments={(HOSTILE, 'a"b\\'): 1})
    found = samples(write_metrics(broken))
    failing = [name for name in found if name.startswith("monitor_feed_failures")]
    assert len(failing) == len(feeds)
    assert not any("a:b" in name for name in failing)


def test_an_empty_monitor_has_metrics_too() -> None:
    empty = replace(vitals(), feeds=(), developments={}, alerts={}, last_poll_at=None, daemon=0)
    assert samples(write_metrics(empty))["monitor_daemon_up"] == 0
