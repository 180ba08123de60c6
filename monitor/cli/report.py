"""`report`: the page as one file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.asking import dry_run_option, moment
from monitor.cli.call import Call, now
from monitor.cli.commands import Command
from monitor.cli.encode import print_one
from monitor.cli.paper import exact, on_terminal, say
from monitor.errors import NothingFound, Problem, WrongContent
from monitor.model import Span

if TYPE_CHECKING:
    from monitor.cli.library import CallLibrary
    from monitor.pages import Briefing


@click.command(
    cls=Command,
    epilog="Examples: monitor report -o page.html, monitor report --since 7d -o week.html",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE.html", help="Where to put it."
)
@click.option("--since", type=moment, metavar="WHEN", help="From that day on; default 13d.")
@click.option("--new-since", type=moment, metavar="WHEN", help="What counts as new.")
@click.option("--seed", default="", metavar="SEED", help="Of this seed only.")
@click.option("--force", is_flag=True, help="Replace a FILE that is no report.")
@dry_run_option
@click.pass_obj
def report(
    call: Call,
    /,
    output: Path | None,
    seed: str,
    *,
    force: bool,
    **how: Any,  # noqa: ANN401 (two times, and yes or no)
) -> None:
    """Write the page: storylines, timelines, what is new, sources, feed health.

    One file that needs nothing else: no scripts, nothing loaded. New is what came since the report
    that FILE holds already, else in the last day. Without FILE the page goes to stdout.
    """
    from monitor.cli.library import CallLibrary
    from monitor.pages import write_report

    if output is None and on_terminal() and not call.json:
        what, remedy = "is needed on a terminal", "write -o page.html, or lead the output on"
        raise WrongContent([Problem(file="-o", what=what, remedy=remedy)])
    before = _last_report(output, force=force) if output else None
    dry_run = how.pop("dry_run")
    briefing = _brief(CallLibrary(call), seed, before, **how)
    page = write_report(briefing)
    if output and not dry_run:
        from monitor.cli.articles import put_in_place

        put_in_place(output, page)
    if call.json:
        facts = {"new_since": briefing.new_since, "faults": briefing.faults}
        print_one(facts, file=output, courses=briefing.courses, sources=briefing.sources)
    elif output:
        told = sum(len(course.steps) for course in briefing.courses)
        news = f"{told} development{'' if told == 1 else 's'}"
        say(
            f"{'would write ' if dry_run else ''}{output}: {news}; new is what came after {exact(briefing.new_since)}"
        )
    else:
        click.echo(page.encode(), nl=False)


def _last_report(output: Path, *, force: bool) -> datetime | None:
    """When the report that FILE holds was written; None when there is none.

    Raises WrongContent when it holds another text, or when its folder is not there.
    """
    from monitor.pages import Briefing

    if not output.absolute().parent.is_dir():
        what = f"there is no folder {output.parent}"
        raise WrongContent([Problem(file=str(output), what=what, remedy="make it first")])
    if output.exists() and not (output.is_file() or output.is_dir()):
        what = "is no file that a report could stand in"
        raise WrongContent([Problem(file=str(output), what=what, remedy="name a file")])
    try:
        written = Briefing.time_of(output.read_text("utf-8", errors="replace"))
    except FileNotFoundError:
        return None
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise WrongContent([Problem(file=str(output), what=what, remedy="name a file")]) from None
    if written is None and not force:
        what, remedy = "exists and is no report", "choose another -o, or replace it with --force"
        raise WrongContent([Problem(file=str(output), what=what, remedy=remedy)])
    return written


def _brief(
    library: CallLibrary,
    seed: str,
    before: datetime | None,
    *,
    since: datetime | None,
    new_since: datetime | None,
) -> Briefing:
    """The facts of the page; it looks back to the last report at least, unless told otherwise."""
    from monitor.cli.library import DAYS, day_start

    today = now()
    usual = today - timedelta(days=DAYS - 1)
    first = since or min(usual, new_since or before or usual)
    for name, at in (("--since", first), ("--new-since", new_since or today)):
        if at > today:
            what = "lies in the future"
            raise WrongContent([Problem(file=name, what=what, remedy="write 7d or a date")])
    if seed and all(one.seed != seed for one in library.profiles()):
        raise NothingFound(f"no seed {seed} is watched: monitor seed list")
    return library.briefing_of(
        Span(since=day_start(first), until=today, seed=seed),
        new_since=new_since or before or today - timedelta(days=1),
        last_report=new_since is None and before is not None,
    )
