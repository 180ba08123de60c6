"""`seed new`: an article, its profile, a look at both, and it is watched."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.articles import Build, headline, place_files, slug
from monitor.cli.call import Call, now
from monitor.cli.encode import print_one
from monitor.cli.gathering import Material, gather
from monitor.cli.paper import inert, on_terminal, say, say_aside
from monitor.cli.preview import preview, show_preview
from monitor.cli.profile import show_profile
from monitor.errors import Busy, MonitorError, Problem, WrongContent
from monitor.model import Profile

if TYPE_CHECKING:
    from monitor.config import Config

_HEADLINE = 6  # words of it that make a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command line asked for."""

    article: str
    name: str
    published: date | None
    language: str
    yes: bool
    force: bool
    dry_run: bool


def guide(call: Call, wish: Wish) -> None:
    """From the article to a saved profile; asks only on a terminal, and never with --yes."""
    from monitor.seeds import render

    config = call.load()
    material = gather(call, wish.article)
    profile = _build(material, wish)
    text, asks = render(profile), _asks(call, wish)
    if asks:
        text = _agree(call, profile, text)
        profile = _read(text, profile)
    plan = Build(
        seed=profile.seed,
        text=profile.article,
        profile=config.seeds_folder / f"{profile.seed}.toml",
        force=wish.force,
    )
    seen = None if asks else preview(call, profile)
    written = place_files(plan, text, dry_run=wish.dry_run)
    if call.json:
        print_one(profile, profile_file=plan.profile, written=written, preview=seen)
        return
    if not asks:
        show_profile(profile)
        show_preview(seen)
    _tell(call, written, wish)


def _asks(call: Call, wish: Wish) -> bool:
    alone = wish.yes or wish.dry_run or call.json
    return not alone and on_terminal() and sys.stdin.isatty()


def _build(material: Material, wish: Wish) -> Profile:
    from monitor.seeds import build

    name = slug(wish.name) if wish.name else ""
    if wish.name and name != wish.name:
        what = f'"{wish.name}" is no name for a seed'
        remedy = f"small letters, digits and hyphens, such as {name or 'ferry'}"
        raise WrongContent([Problem(file="--name", what=what, remedy=remedy)])
    try:
        return build(
            material.text,
            name or slug(headline(material.text)) or "seed",
            published=wish.published or material.published,
            language=wish.language or material.language,
        )
    except WrongContent as error:
        raise WrongContent(
            [
                Problem(file=material.origin, what=one.what, remedy=one.remedy)
                for one in error.problems
            ]
        ) from None


def _agree(call: Call, profile: Profile, text: str) -> str:
    """Show the profile and ask until it is accepted; its text. Raises Abort when it is not."""
    while True:
        shown = _shown(call, profile, text)
        answer = click.prompt(
            "Save it, edit it first, or quit" if shown else "Edit it, or quit",
            type=click.Choice(["save", "edit", "quit"] if shown else ["edit", "quit"]),
            default="save" if shown else "edit",
            err=True,
        )
        if answer == "quit":
            raise click.Abort
        if answer == "save":
            return text
        text = click.edit(text, extension=".toml") or text


def _shown(call: Call, profile: Profile, text: str) -> bool:
    """Whether the text is a profile; it is shown with its preview and hints, else its faults are."""
    from monitor.seeds import lint

    try:
        read = _read(text, profile)
    except WrongContent as error:
        for problem in error.problems:
            say_aside(f"! {problem.place}: {problem.what} ({problem.remedy})")
        return False
    show_profile(read)
    show_preview(preview(call, read))
    for hint in lint(read):
        say(f"  ? {inert(f'{hint.place}: {hint.what} ({hint.remedy})')}", colour="yellow")
    say()
    return True


def _read(text: str, profile: Profile) -> Profile:
    """The profile that a text holds, with the article of the one that it was made from."""
    from monitor.seeds import read

    with tempfile.TemporaryDirectory(prefix="monitor-") as folder:
        file = Path(folder) / f"{profile.seed}.toml"
        file.write_text(text, "utf-8")
        file.with_suffix(".txt").write_text(profile.article, "utf-8")
        return read(file)


def _tell(call: Call, written: tuple[Path, ...], wish: Wish) -> None:
    say()
    for path in written:
        say(f"{'would write' if wish.dry_run else 'wrote'} {path}", bold=True)
    if wish.dry_run:
        return
    say(_take_in(call.load()))


def _take_in(config: Config) -> str:
    """Hold the new seed against the stored week, unless a daemon does; in words what happens."""
    from monitor.app import take_in_seeds
    from monitor.store import Store

    path = config.store.path
    if not path.exists():
        return "It is watched from the first poll on: monitor run"
    if Store.daemon(path):
        return "The running monitor takes it in within a minute; the stored week comes as a digest."
    try:
        with Store.lock(path), Store.open(path) as store:
            take_in_seeds(config, store, now)
    except (Busy, MonitorError) as error:
        return f"It is saved; the stored week comes in at the next start ({inert(str(error))})."
    return (
        "The stored week was taken in; what it holds stands in the next digest. Next: monitor run"
    )
