"""`silence`: hold alerts back for a while, with a reason; nothing that is held is lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from fnmatch import fnmatchcase

import click

from monitor.cli.asking import as_click, dry_run_option, point
from monitor.cli.call import Call, now
from monitor.cli.commands import Group
from monitor.cli.encode import plain, print_one
from monitor.cli.listed import NO_SILENCE, held_by, show
from monitor.cli.options import ENDED
from monitor.cli.paper import exact, say, say_aside
from monitor.errors import NothingFound, WrongContent
from monitor.model import Silence
from monitor.spans import parse_span
from monitor.tables import suggest

_NAMED = 12
_NAMES = ("seed", "storyline", "source", "channel", "text")


def _end(text: str) -> datetime:
    """A date or time of ISO 8601, in UTC unless it says."""
    return point(text, "a date or time such as 2025-11-18T07:00, or a span with --for")


def _span(text: str) -> timedelta:
    """``8h`` as a span."""
    span = parse_span(text)
    if not span:
        raise click.BadParameter(f'"{text}" is no span; write 30m, 8h or 2d')
    return span


@click.group(
    cls=Group,
    epilog="Examples: monitor silence list, monitor silence add --for 8h --seed x --reason y",
)
def silence() -> None:
    """Hold alerts back for a while; what is held stands in the next digest."""


@silence.command(
    epilog="Example: monitor silence add --for 8h --storyline boat-strikes --reason 'live desk'"
)
@click.option("--until", type=_end, metavar="WHEN", help="Its end: 2025-11-18T07:00, in UTC.")
@click.option("--for", "span", type=_span, metavar="SPAN", help="Its length instead: 30m, 8h, 2d.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever asks later.")
@click.option("--seed", metavar="SEED", help="Alerts of this seed; * stands for any letters.")
@click.option("--storyline", metavar="SLUG", help="Of this storyline.")
@click.option("--source", metavar="NAME", help="Of this source.")
@click.option("--channel", metavar="NAME", help="On this channel only.")
@click.option("--text", metavar="WORDS", help="With these words in title, delta or proof.")
@click.option("--even-flash", is_flag=True, help="FLASH too, which passes otherwise.")
@dry_run_option
@click.pass_obj
def add(
    call: Call, /, until: datetime | None, span: timedelta | None, reason: str, **how: str | bool
) -> None:
    """Hold back the alerts that fit all that is named, until an end.

    A running monitor takes it in at once. FLASH passes unless --even-flash.
    """
    named = {name: str(how[name]) for name in _NAMES if how[name]}
    if not named:
        raise click.UsageError("say what to hold: --seed, --storyline, --source, --channel, --text")
    asked = Silence(
        seed=named.get("seed", "*"),
        storyline=named.get("storyline", "*"),
        source=named.get("source", "*"),
        channel=named.get("channel", "*"),
        text=named.get("text", ""),
        even_flash=bool(how["even_flash"]),
        reason=_reason(reason),
        starts_at=now(),
        ends_at=_ends_at(until, span),
    )
    call.stored()
    _refuse_slips(call, asked)
    if how["dry_run"]:
        kept = asked
    else:
        with call.writing() as store:
            kept = store.silences.add(asked)
    if call.json:
        print_one(kept)
    else:
        number = kept.id or "a silence"
        verb = "would hold" if how["dry_run"] else "holds"
        say(f"{number} {verb} {held_by(plain(kept))} until {exact(kept.ends_at)}: {kept.reason}")


def _refuse_slips(call: Call, asked: Silence) -> None:
    """Raise NothingFound for a name that nothing has: such a silence would hold nothing.

    A pattern with a star may be meant for what is yet to come; then it is only said.
    """
    from monitor.app import read_profiles

    config = call.load()
    try:
        profiles = read_profiles(config.seeds_folder)
    except WrongContent:
        return  # `check` names what is wrong there
    storylines = {one.slug for profile in profiles for one in profile.storylines}
    known = {
        "seed": {profile.seed for profile in profiles},
        "storyline": storylines | {"other"},
        "channel": {channel.name for channel in config.channels},
    }
    for name, names in known.items():
        pattern = getattr(asked, name)
        if not any(fnmatchcase(one.casefold(), pattern.casefold()) for one in names):
            near = suggest(pattern, sorted(names)) or f"known: {', '.join(sorted(names)[:_NAMED])}"
            said = f'no {name} is called "{pattern}"; {near}'
            if "*" not in pattern:
                raise NothingFound(said)
            say_aside(f"monitor: {said}")


def _reason(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise click.UsageError("--reason is empty; say why, for whoever asks later")
    return words


def _ends_at(until: datetime | None, span: timedelta | None) -> datetime:
    if (until is None) == (span is None):
        raise click.UsageError("give an end: either --until or --for")
    try:
        end = until or now() + (span or timedelta())
    except OverflowError:
        raise click.UsageError("--for reaches beyond the calendar") from None
    if end <= now():
        raise click.UsageError(f"--until {exact(end)} is over already")
    return end


@silence.command("list", epilog="Example: monitor silence list --ended")
@as_click(ENDED)
@click.pass_obj
def list_(call: Call, *, ended: bool) -> None:
    """The silences in force and to come."""
    with call.reading() as store:
        found = store.silences.rows(now(), ended=ended)
    if found or call.json:
        show("silences", found, 0, as_json=call.json)
    if not found:
        raise NothingFound(NO_SILENCE)


@silence.command(epilog="Example: monitor silence expire q3")
@click.argument("id_", metavar="ID")
@dry_run_option
@click.pass_obj
def expire(call: Call, id_: str, *, dry_run: bool) -> None:
    """End a silence now; what it held stands in the next digest."""
    if dry_run:
        with call.reading() as store:
            found = store.silences.find(id_)
    else:
        with call.writing() as store:
            found = store.silences.expire(id_, now())
    if call.json:
        print_one(found)
    else:
        say(f"{found.id} {'would end' if dry_run else 'has ended'}: {found.reason}")
