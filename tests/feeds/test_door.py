from __future__ import annotations

import subprocess
import sys

import pytest

from monitor import feeds

HEAVY = ("aiohttp", "lxml", "feedparser", "dateutil", "asyncio")


def test_opening_the_door_loads_no_network_or_xml_library() -> None:
    asked = f"import sys, monitor.feeds; print([n for n in {HEAVY!r} if n in sys.modules])"
    command = [sys.executable, "-c", asked]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 (our own words)
    assert done.stdout.strip() == "[]"


def test_the_door_has_four_names_and_no_others() -> None:
    assert all(callable(getattr(feeds, name)) for name in feeds.__all__)
    with pytest.raises(AttributeError):
        feeds.retrieve_everything  # noqa: B018 (asking is the test)


def test_a_proxys_password_is_not_shown() -> None:
    assert "invented" not in repr(feeds.Settings(proxy="http://u:invented@proxy.example:3128"))
