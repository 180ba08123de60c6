from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest

from monitor.config import Config
from monitor.model import QuietHours
from monitor.scales import Priority

Read = Callable[..., Config]
Complain = Callable[..., list[str]]

DESK = '[[channels]]\nname = "desk"\nurl = "json://example.org"\n'


def test_a_channel_says_what_it_wants(read: Read) -> None:
    (desk,) = read(
        DESK
        + """
        seeds = ["maduro-talks"]
        storylines = ["talks", "ground-forces"]
        min_priority = "bulletin"
        digest = "18:00, 8:00"
        quiet_hours = "22:00-07:00"
        timezone = "Europe/Oslo"
        budget_per_day = 0
        """
    ).channels

    assert desk.seeds == ("maduro-talks",)
    assert desk.storylines == ("talks", "ground-forces")
    assert desk.min_priority is Priority.BULLETIN
    assert desk.digest == (time(8), time(18))
    assert desk.quiet_hours == QuietHours(start=time(22), end=time(7))
    assert desk.timezone == "Europe/Oslo"
    assert desk.budget_per_day == 0


def test_a_channel_that_says_nothing_takes_all_and_a_digest_at_eight(read: Read) -> None:
    (desk,) = read(DESK).channels

    assert desk.seeds == desk.storylines == ("*",)
    assert desk.min_priority is Priority.URGENT
    assert desk.digest == (time(8),)
    assert desk.quiet_hours is None
    assert desk.timezone == "UTC"
    assert desk.budget_per_day is None


def test_a_channel_may_do_without_a_digest(read: Read) -> None:
    assert read(DESK + "digest = false").channels[0].digest == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('min_priority = "urgnt"', 'is "urgnt" (did you mean "urgent"?)'),
        ("min_priority = 3", "is 3 (needs text in quotes)"),
        ("digest = true", "is True (needs times"),
        ('digest = "24:00"', "is '24:00' (needs times"),
        ('digest = ""', "is '' (needs times"),
        ("digest = 8", "is 8 (needs times"),
        ('quiet_hours = "22:00"', 'is "22:00" (needs a span such as'),
        ('quiet_hours = "22:00-22:00"', "needs a span such as"),
        ('quiet_hours = ""', "needs a span such as"),
        ('timezone = "Europe/Olso"', 'is not known (did you mean "Europe/Oslo"?)'),
        ('timezone = "../etc/passwd"', "is not known"),
        ('timezone = ""', "is not known"),
        ('timezone = "Europe"', "is not known"),
        ("budget_per_day = -1", "is -1 (needs 0 or more)"),
        ("budget_per_day = true", "is True (needs a whole number)"),
        ("seeds = [1]", "holds something that is not text"),
        ('min_prio = "flash"', 'is not a known key (did you mean "min_priority"?)'),
    ],
)
def test_a_wrong_value_is_told_with_its_place(complain: Complain, line: str, told: str) -> None:
    (problem,) = complain(DESK + line)

    assert problem.startswith(f"config/monitor.toml: channels[1].{line.split(maxsplit=1)[0]}: ")
    assert told in problem


def test_a_channel_needs_a_name_and_an_address(complain: Complain) -> None:
    problems = complain("[[channels]]")

    assert [problem.split(" (")[0] for problem in problems] == [
        "config/monitor.toml: channels[1].name: is missing",
        "config/monitor.toml: channels[1].url: is missing",
    ]


def test_two_channels_cannot_share_a_name(complain: Complain) -> None:
    assert complain(DESK + DESK) == [
        'config/monitor.toml: channels[2].name: "desk" is taken (give each channel its own name)'
    ]


def test_an_address_that_no_service_knows_is_told(complain: Complain) -> None:
    (problem,) = complain(DESK.replace("json:", "jsn:"))

    assert problem.startswith("config/monitor.toml: channels[1].url: ")


def test_the_console_may_be_named_beside_others(read: Read) -> None:
    console = '[[channels]]\nname = "log"\nurl = "console://"\n'

    assert [channel.name for channel in read(DESK + console).channels] == ["desk", "log"]
