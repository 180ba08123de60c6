"""``[[channels]]`` to `Channel`: where alerts go, what each destination wants to hear, and when."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo, available_timezones

from monitor.config.references import Secrets
from monitor.config.values import line, parse_time, whole
from monitor.delivery import check_url
from monitor.model import Channel, QuietHours
from monitor.scales import Priority
from monitor.secret import Secret
from monitor.tables import Table, suggest

# Without any channel everything is told at once, and on the console (the log, under a service).
CONSOLE = Channel(name="console", url=Secret("console://"), min_priority=Priority.ROUTINE)
_DEFAULT = Channel(name="", url=Secret(""))


def read_channels(tables: list[Table], secrets: Secrets) -> tuple[Channel, ...]:
    """Every channel; names are unique. What is wrong is noted in the tables."""
    channels: dict[str, Channel] = {}
    for table in tables:
        channel = _channel(table, secrets)
        if channel.name and channel.name in channels:
            table.problem("name", f'"{channel.name}" is taken', "give each channel its own name")
        channels[channel.name] = channel
    return tuple(channels.values()) or (CONSOLE,)


def _channel(table: Table, secrets: Secrets) -> Channel:
    channel = Channel(
        name=_name(table),
        url=_url(table, secrets),
        seeds=table.words("seeds", _DEFAULT.seeds),
        storylines=table.words("storylines", _DEFAULT.storylines),
        min_priority=_priority(table),
        digest=_digest(table),
        quiet_hours=_quiet_hours(table),
        timezone=_timezone(table),
        budget_per_day=_budget(table),
    )
    table.check_unknown()
    return channel


def _name(table: Table) -> str:
    if "name" not in table:
        table.problem("name", "is missing", "give the channel a name of its own")
    return line(table, "name").strip()


def _url(table: Table, secrets: Secrets) -> Secret:
    if "url" not in table:
        table.problem("url", "is missing", "needs env:NAME, file:PATH, credential:NAME or a URL")
    url = secrets.read(table, "url")
    fault = check_url(url.reveal()) if url and secrets.wanted else ""
    if fault:
        table.problem("url", fault, "needs an Apprise URL")
    return url or Secret("")


def _priority(table: Table) -> Priority:
    word = table.get("min_priority", str, _DEFAULT.min_priority).strip().lower()
    words = [priority.value for priority in Priority]
    if word not in words:
        remedy = suggest(word, words) or f"one of: {', '.join(words)}"
        table.problem("min_priority", f'is "{word}"', remedy)
        return _DEFAULT.min_priority
    return Priority(word)


def _digest(table: Table) -> tuple[time, ...]:
    written = table.raw("digest")
    if written is None:
        return _DEFAULT.digest
    if written is False:
        return ()
    times = [parse_time(text) for text in written.split(",")] if isinstance(written, str) else []
    found = sorted({moment for moment in times if moment is not None})
    if not times or None in times:
        table.problem("digest", f"is {written!r}", 'needs times such as "08:00,18:00", or false')
    return tuple(found)


def _quiet_hours(table: Table) -> QuietHours | None:
    written = table.get("quiet_hours", str, "")
    if not isinstance(table.raw("quiet_hours"), str):
        return None
    start, end = (parse_time(text) for text in written.partition("-")[::2])
    if start is None or end is None or start == end:
        table.problem("quiet_hours", f'is "{written}"', 'needs a span such as "22:00-07:00"')
        return None
    return QuietHours(start=start, end=end)


def _timezone(table: Table) -> str:
    name = table.get("timezone", str, _DEFAULT.timezone)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        remedy = suggest(name, sorted(available_timezones())) or "needs a name such as Europe/Oslo"
        table.problem("timezone", f'"{name}" is not known', remedy)
        return _DEFAULT.timezone
    return name


def _budget(table: Table) -> int | None:
    return whole(table, "budget_per_day", 0, least=0) if "budget_per_day" in table else None
