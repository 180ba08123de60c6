"""The command ``monitor``: which commands there are, and how every fault is shown.

what goes wrong                      exit   on stderr
a fault of the tree in `errors`      its    monitor: LINE, one for each problem
a wrong word on the command line     2      monitor COMMAND: what is wrong, and the nearest right word
Ctrl-C                               130    nothing
whoever reads stdout has gone        141    nothing
a fault of the programme itself      1      one line; the whole trace with -v
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

import click
from click.exceptions import NoArgsIsHelpError

from monitor import __version__
from monitor.cli.call import Call
from monitor.cli.commands import Later, LazyGroup
from monitor.errors import MonitorError
from monitor.exits import INTERRUPTED, PIPE_CLOSED

SECTIONS = {
    "Watch": {
        "run": Later(place="watch:run", purpose="Be the daemon: poll, match and alert."),
        "poll": Later(place="watch:poll", purpose="One pass over the feeds, then the end."),
        "check": Later(place="check:check", purpose="Name every mistake in the files at once."),
        "demo": Later(place="demo:demo", purpose="See a story unfold on this machine."),
    },
    "Set up": {
        "seed": Later(place="seed:seed", purpose="What is watched: build and look at profiles."),
        "feeds": Later(place="feeds:feeds", purpose="The feeds, and how they are."),
        "notify": Later(place="notify:notify", purpose="Try a channel."),
        "silence": Later(place="silence:silence", purpose="Hold alerts back for a while."),
        "config": Later(place="settings:config", purpose="The settings in force; a first set."),
        "completion": Later(place="completion:completion", purpose="Let the shell complete words."),
    },
    "Look": {
        "status": Later(place="status:status", purpose="The whole monitor on one screen."),
        "items": Later(place="lists:items", purpose="What the feeds brought."),
        "matches": Later(place="lists:matches", purpose="Which items belong to a seed."),
        "stories": Later(place="lists:stories", purpose="Items that tell the same thing."),
        "developments": Later(place="lists:developments", purpose="What was new."),
        "alerts": Later(place="lists:alerts", purpose="What was told at once, or held back."),
        "deliveries": Later(place="lists:deliveries", purpose="Messages and what became of them."),
        "show": Later(place="show:show", purpose="Anything that has an id, whole."),
        "search": Later(place="search:search", purpose="Find items by their words."),
        "explain": Later(place="explain:explain", purpose="Why an item matched, or did not."),
        "report": Later(place="report:report", purpose="The page: one file with all that moved."),
        "serve": Later(place="serve:serve", purpose="The page live, on this machine."),
    },
    "Teach": {
        "mark": Later(place="mark:mark", purpose="Say that an item belongs to a seed, or not."),
    },
    "Try and care": {
        "backtest": Later(place="trial:backtest", purpose="Decide a file of items, as a trial."),
        "replay": Later(place="replay:replay", purpose="Decide again what came in lately."),
        "db": Later(place="database:db", purpose="Check, back up and clear the database."),
    },
}

_EXAMPLES = """\b
Begin:
  monitor demo                              see what it does
  monitor seed new article.txt              see, correct, save
  monitor check                             before the first start
  monitor run                               until Ctrl-C
\b
Look:
  monitor status
  monitor alerts --since 7d
  monitor explain i12
"""


class Failure(click.ClickException):
    """A fault, ready to be shown."""

    def __init__(self, text: str, exit_code: int) -> None:
        super().__init__(text)
        self.exit_code = exit_code  # type: ignore[misc] # click declares it for the class, and reads it here

    def show(self, file: IO[Any] | None = None) -> None:
        """One line for each problem, without secrets, on stderr."""
        from monitor.log import redact

        for line in self.message.splitlines() or ["failed"]:
            seen = "".join(sign if sign.isprintable() else " " for sign in redact(line))
            click.echo(f"monitor: {seen}", file=file, err=True)


class Front(LazyGroup):
    """All commands; nothing that goes wrong passes it without a word for people."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 (click's)
    ) -> click.Context:
        """Read the first words; a wrong one becomes a line."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as fault:
            raise _of_usage(fault) from None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's)
        """Run the command; every fault becomes a line and an exit code."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except click.UsageError as fault:
            raise _of_usage(fault) from None
        except click.Abort:
            raise click.exceptions.Exit(INTERRUPTED) from None
        except (click.ClickException, click.exceptions.Exit):
            raise
        except MonitorError as error:
            raise Failure(str(error), error.exit_code) from None
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _leave_stdout()
            raise click.exceptions.Exit(PIPE_CLOSED) from None
        except Exception as fault:  # noqa: BLE001 (the front door: no trace meets a user)
            if isinstance(fault, OSError) and fault.filename is None:
                _leave_stdout()  # it may be stdout that is full
            raise _unexpected(fault, ctx.ensure_object(Call)) from None
        return answer


def _of_usage(fault: click.UsageError) -> click.ClickException:
    """A wrong word in one line: the command, what is wrong, and where to read on."""
    if isinstance(fault, NoArgsIsHelpError):
        return fault
    ctx = fault.ctx
    place = ctx.command_path.removeprefix("monitor").strip() if ctx else ""
    text = fault.format_message().strip().rstrip(".")
    if isinstance(fault, click.NoSuchOption):
        from monitor.tables import suggest

        near = suggest(fault.option_name, [*(fault.possibilities or ())])
        text = f'there is no option "{fault.option_name}"' + (f"; {near}" if near else "")
    text = re.sub(r"(is not a valid (?:integer|float)) range", r"\1", text)
    text = " ".join((text[:1].lower() + text[1:]).split())
    if not any(sign in text for sign in ";?"):
        text += f"; see monitor {place} --help" if place else "; see monitor --help"
    return Failure(f"{place}: {text}" if place else text, fault.exit_code)


def _unexpected(fault: Exception, call: Call) -> Failure:
    if isinstance(fault, OSError) and fault.strerror:
        where = f"{fault.filename}: " if fault.filename else ""
        text = f"{where}{fault.strerror}"
    else:
        text = f"an unexpected fault, {type(fault).__name__}: {fault}".replace("\n", " ")
    if call.verbose:
        import traceback

        return Failure(f"{text}\n{''.join(traceback.format_exception(fault))}", 1)
    return Failure(f"{text} (more with -v)", 1)


def _leave_stdout() -> None:
    """Let what is still buffered go nowhere, or Python would complain at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=Front,
    sections=SECTIONS,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] ...",
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="monitor", message="%(prog)s %(version)s")
@click.pass_context
def root(ctx: click.Context) -> None:
    """Tell, once and in plain words, when something new happens in a news story."""
    if ctx.invoked_subcommand is None:
        from monitor.cli.welcome import welcome

        ctx.ensure_object(Call).begin()
        welcome(ctx.ensure_object(Call))


def main() -> None:
    """Read the command line, do what it says, and exit as the contract promises."""
    _ready_streams()
    root.main(prog_name="monitor")


def _ready_streams() -> None:
    """Streams that were closed lead nowhere; a letter that cannot be shown becomes a mark."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 (for good)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (for good)
            setattr(sys, name, nowhere)
        elif isinstance(stream, TextIOWrapper):
            # What the short way could not write is still in it; the command says why.
            with suppress(OSError):
                stream.reconfigure(errors="replace")
