"""`backtest`: a file of items, decided as if they arrived in that order."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.cli.call import Call
from monitor.cli.commands import Command
from monitor.cli.encode import dumps, plain, print_one
from monitor.cli.paper import Column, count, say, say_aside, show_table
from monitor.cli.progress import watched
from monitor.errors import Problem, WrongContent
from monitor.model import Item, Profile

if TYPE_CHECKING:
    from monitor.backtest import Ruling, Stream


@click.command(
    cls=Command,
    epilog="Example: monitor backtest --seed seeds/maduro-talks.toml --items old.jsonl --jsonl",
)
@click.option(
    "--seed",
    "seeds",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A profile; several are taken together.",
)
@click.option("--items", required=True, metavar="FILE", help="Items, one JSON object a line; or -.")
@click.option("--jsonl", is_flag=True, help="One line of JSON for each item and seed.")
@click.option("--skip-bad", is_flag=True, help="Count bad lines and go on.")
@click.pass_obj
def backtest(call: Call, /, seeds: tuple[Path, ...], items: str, **how: bool) -> None:
    """Decide a file of items as if they arrived in that order; no database, no network.

    Neither configuration file nor environment is read, unless -c is given: then its channels with
    their quiet hours and budgets, batch_wait and digests apply on the simulated clock. A file of
    items knows no first poll, and silences stand in the database: neither holds anything here.
    """
    from monitor.app import rehearse
    from monitor.backtest import backtest as decide

    profiles = read_profiles(seeds)
    config = call.load() if call.config else None
    stream = _read_items(items, skip_bad=how["skip_bad"])
    rulings = decide(stream.items, rehearse(profiles, config))
    if how["jsonl"]:
        _print_lines(rulings)
    else:
        _summarise(call, watched(rulings, len(stream.items) * len(profiles), "decided"), stream)
    if stream.skipped:
        say_aside(f"monitor: {items}: passed over {count(len(stream.skipped), 'bad line')}")


def read_profiles(files: Sequence[Path]) -> tuple[Profile, ...]:
    """The profiles of these files. Raises WrongContent with all of their mistakes."""
    from monitor.seeds import read

    problems: list[Problem] = []
    profiles: dict[str, Profile] = {}
    for file in files:
        try:
            profile = read(file)
        except WrongContent as error:
            problems += error.problems
            continue
        if profile.seed in profiles:
            twice = f'another file has the seed "{profile.seed}" too'
            problems.append(Problem(file=str(file), place="seed", what=twice))
        profiles[profile.seed] = profile
    if problems:
        raise WrongContent(problems)
    return tuple(profiles.values())


def _read_items(name: str, *, skip_bad: bool) -> Stream:
    from monitor.backtest import read_stream

    if name == "-":
        return read_stream(sys.stdin.buffer, "standard input", skip_bad=skip_bad)
    try:
        with Path(name).open("rb") as file:
            return read_stream(file, name, skip_bad=skip_bad)
    except OSError as error:
        what = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        remedy = "give a file of items, one JSON object a line, or - for standard input"
        raise WrongContent(
            [Problem(file=name, what=what or "cannot be read", remedy=remedy)]
        ) from None


def _print_lines(rulings: Iterable[Ruling]) -> None:
    write = sys.stdout.buffer.write
    for ruling in rulings:
        write(dumps(_line(ruling)).encode() + b"\n")
    sys.stdout.buffer.flush()


def _line(one: Ruling) -> dict[str, Any]:
    """The line of the contract, written out because there are many."""
    return {
        "id": one.id,
        "seed": one.seed,
        "score": round(one.score, 4),
        "match": one.match,
        "storylines": one.storylines,
        "story": one.story,
        "development": one.development,
        "delta": one.delta,
        "priority": one.priority,
        "alert": one.alert,
        "digest": one.digest,
        "relevance": one.relevance,
        "novelty": one.novelty,
        "significance": one.significance,
        "reason": one.reason,
        "evidence": [
            {
                "kind": sign.kind,
                "name": sign.name,
                "text": sign.text,
                "field": sign.field,
                "gain": round(sign.gain, 4),
            }
            for sign in one.evidence
        ],
    }


def _summarise(call: Call, rulings: Iterable[Ruling], stream: Stream) -> None:
    counts: Counter[str] = Counter(items=len(stream.items), skipped=len(stream.skipped))
    stories, told, noted = set(), [], 0
    for one in rulings:
        counts["matched"] += one.match
        counts["developments"] += one.development is not None
        stories.add((one.seed, one.story)) if one.story else None
        if one.alert or one.digest:
            told.append(one)
            noted += one.digest
    counts["stories"] = len(stories)
    counts["alerts"], counts["digest"] = len(told) - noted, noted
    names = ("items", "skipped", "matched", "stories", "developments", "alerts", "digest")
    if call.json:
        print_one({name: counts[name] for name in names}, told=[plain(_line(one)) for one in told])
        return
    _show_summary(counts, told, stream.items)


def _show_summary(counts: Counter[str], told: Sequence[Ruling], items: Sequence[Item]) -> None:
    by_id = {item.id: item for item in items}
    skipped = f", {count(counts['skipped'], 'bad line')} passed over" if counts["skipped"] else ""
    say(f"{count(counts['items'], 'item')}{skipped}", bold=True)
    say(f"{counts['matched']} matched, in {count(counts['stories'], 'story', 'stories')}")
    say(
        f"{count(counts['developments'], 'development')}: {counts['alerts']} would interrupt,"
        f" {counts['digest']} stand in the digest"
    )
    if not told:
        return
    say()
    show_table(
        (
            *(Column(name="when"), Column(name="priority"), Column(name="sent", wide=True)),
            *(Column(name="seed", wide=True), Column(name="source"), Column(name="id")),
            Column(name="what is new", grows=True),
        ),
        [
            (
                _day(by_id[one.id]),
                one.priority,
                "at once" if one.alert else "digest",
                one.seed,
                by_id[one.id].source,
                one.id,
                one.delta or by_id[one.id].title,
            )
            for one in told
        ],
    )


def _day(item: Item) -> str:
    return f"{item.published:%Y-%m-%d}" if item.published else ""
