"""The options of every command and of the lists, as plain data, and what their values mean.

Two readers stand on it: click, through `call` and `asking`, with help, completion and a word for
every mistake; and `quick`, for the lists, where every library that is loaded costs more than the
answer. So nothing here loads a library.
"""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.cli.clock import now
from monitor.spans import parse_span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monitor.scales import Priority

LARGEST = 2**62  # more rows than a database can hold
TIME = "30s, 5m, 4h or 7d for that long ago, or a date such as 2025-11-18"


class Option:
    """One option. ``kind``: text, file, time, priority, number, sort, yes (a switch), or count."""

    def __init__(self, *names: str, kind: str, help: str, metavar: str = "") -> None:  # noqa: A002 (click's name for it)
        self.names = names
        self.kind = kind
        self.help = help
        self.metavar = metavar

    @property
    def key(self) -> str:
        """The name of its value: that of the longest option word."""
        return self.names[-1].lstrip("-").replace("-", "_")


EVERYWHERE = (
    Option(
        *("-c", "--config"),
        kind="file",
        metavar="FILE",
        help="Configuration file, default config/monitor.toml.",
    ),
    Option("--db", kind="file", metavar="FILE", help="Database file."),
    Option("-v", "--verbose", kind="count", help="Say more on stderr; twice: everything."),
    Option("-q", "--quiet", kind="yes", help="Say nothing but errors on stderr."),
    Option("--json", kind="yes", help="One JSON document on stdout."),
)
# One for each field of `Query`.
NARROWING = (
    Option("--since", kind="time", metavar="WHEN", help="From then on: 7d, 2025-11-18."),
    Option("--until", kind="time", metavar="WHEN", help="Before that time."),
    Option("--seed", kind="text", metavar="SEED", help="Of this seed only."),
    Option("--storyline", kind="text", metavar="SLUG", help="Of this storyline only."),
    Option("--source", kind="text", metavar="NAME", help="Of this source only."),
    Option("--min-priority", kind="priority", metavar="WORD", help="As loud as this, or louder."),
    Option("--limit", kind="number", metavar="N", help="At most so many; 0 for all."),
)
SORTS = ("file", "state", "items", "firsts", "late", "gaps")
SPAN_OF_HEALTH = "7d"
# Those of `feeds health`.
HEALTH = (
    Option("--failing", kind="yes", help="Only feeds that do not answer as they should."),
    Option(
        "--since",
        kind="time",
        metavar="WHEN",
        help=f"Count what they brought from then on; {SPAN_OF_HEALTH} without.",
    ),
    Option("--sort", kind="sort", help="By what; the file's order."),
)
DEFAULTS = {"text": "", "number": 50, "yes": False, "sort": SORTS[0]}
NEAR = Option("--near", kind="yes", help="Those that only just did not match, instead.")
SUPPRESSED = Option(
    "--suppressed", kind="yes", help="Those that interrupted nobody, with the reason."
)
ENDED = Option("--ended", kind="yes", help="Those that are over too.")
CHECK = Option("--check", kind="yes", help="Exit with 4 when something is not as it should be.")
# Each list with the switches of its own, and the list that one of them means instead.
LISTS = {
    "items": {},
    "matches": {NEAR: "near misses"},
    "stories": {},
    "developments": {},
    "alerts": {SUPPRESSED: "suppressed alerts"},
    "deliveries": {},
}


def are_turned(since: datetime | None, until: datetime | None) -> bool:
    """Whether a span of time ends before it begins."""
    return bool(since and until and until <= since)


def read_time(text: str) -> datetime:
    """``7d`` back from now, or a date or time of ISO 8601, in UTC unless it says; aware.

    Raises ValueError for what is no time.
    """
    span = parse_span(text)
    if span is None:
        return read_point(text)
    try:
        return now() - span
    except OverflowError:
        raise ValueError(text) from None


def read_point(text: str) -> datetime:
    """A date or time of ISO 8601, in UTC unless it says; aware. Raises ValueError for no such."""
    found = datetime.fromisoformat(text)
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError(text) from None


def read_sort(text: str) -> str:
    """A word that the feeds can be sorted by. Raises ValueError for any other."""
    return SORTS[SORTS.index(text)]


def read_priority(text: str) -> Priority:
    """A word of the priority scale. Raises ValueError for any other."""
    from monitor.scales import Priority

    return Priority(text.strip().lower())
