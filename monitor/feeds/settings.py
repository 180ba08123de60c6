"""What an operator may turn, and the limits that keep a hostile feed harmless."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from monitor import __version__

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The ``[polling]`` part of the configuration, and caps that no configuration needs.

    The seven before ``wire_bytes`` are keys of the configuration file. Sizes are in bytes.
    """

    # Where a feed's own pace begins; from there it moves between `shortest` and `longest`.
    every: timedelta = timedelta(minutes=15)
    # Requests under way at once, over all hosts and per host name and port.
    concurrency: int = 64
    per_host: int = 2
    # Sent as it stands. A contact (mail or page) is the operator's to add.
    user_agent: str = f"story-monitor/{__version__}"
    # Address of an HTTP proxy, empty for none; it may hold a password, so it stays out of repr.
    proxy: str = field(default="", repr=False)
    # host:port that may be reached although its address is not a public one.
    allow_private: tuple[str, ...] = ()

    # DESIGN section 4. The largest of 139 recorded feeds has 0.7 MB, so there is ample room.
    wire_bytes: int = 10 * MIB
    inflated_bytes: int = 20 * MIB
    request_for: timedelta = timedelta(seconds=30)
    redirects: int = 5
    # Half of the 139 recorded feeds take 7 ms to parse and clean, the slowest 70 ms.
    # Past `second_try_for` the thorough parser gives up; past `parse_for` the worker is killed.
    second_try_for: timedelta = timedelta(seconds=6)
    parse_for: timedelta = timedelta(seconds=12)
    # A worker stays below 60 MB with the recorded feeds; one feed of 50,000 items takes 200 MB.
    parse_memory: int = 768 * MIB
    # More than any recorded feed (the largest, of 0.7 MB, has no room for them). Deciding and storing
    # them takes about a second, which is as long as one feed may hold up the others; 50,000 took nine, and 230 MB. A
    # feed that holds more says so in its health.
    items_per_poll: int = 5_000
    # One worker parses and cleans 150 to 250 of the recorded feeds a second; the second one keeps a
    # slow feed from holding up the rest.
    workers: int = 2

    # The adaptive pace stays between these two (DESIGN section 4).
    shortest: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(minutes=60)
    # What a server asks for (TTL, max-age, Retry-After) counts up to this much.
    longest_wait: timedelta = timedelta(days=1)
    # A failing feed is tried at least this often, one that is gone (410) this often.
    longest_backoff: timedelta = timedelta(hours=6)
    gone_every: timedelta = timedelta(days=1)
