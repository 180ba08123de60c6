"""`seed`: what is watched. Articles to profiles, and a look at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from monitor.cli.articles import Build, place_files, read_article
from monitor.cli.asking import day, dry_run_option
from monitor.cli.call import Call
from monitor.cli.commands import Group
from monitor.cli.encode import print_list, print_one
from monitor.cli.learned import show_learned, taught
from monitor.cli.pager import paged
from monitor.cli.paper import Column, inert, say, say_aside, show_fields, show_table
from monitor.cli.profile import show_profile
from monitor.errors import NothingFound, Problem, WrongContent
from monitor.model import Profile
from monitor.tables import suggest


@click.group(
    cls=Group,
    epilog="Examples: monitor seed new, monitor seed build article.txt -o seeds/my-story.toml",
)
def seed() -> None:
    """What is watched: build profiles from articles, and look at them."""


@seed.command(
    epilog="Examples: monitor seed new, monitor seed new https://www.example.org/article --name ferry"
    " --yes, monitor seed new article.txt --published 2025-11-18 -n"
)
@click.argument("article", metavar="[ARTICLE|URL]", default="")
@click.option("--name", default="", metavar="SLUG", help="Of the seed; from the headline without.")
@click.option("--published", type=day, metavar="DATE", help="When the article appeared.")
@click.option("--language", default="", metavar="CODE", help="Of the article; guessed without.")
@click.option("-y", "--yes", is_flag=True, help="Save it as it is, without a question.")
@click.option("--force", is_flag=True, help="Replace a profile and the article beside it.")
@dry_run_option
@click.pass_obj
def new(call: Call, /, article: str, **how: Any) -> None:  # noqa: ANN401 (words, a date, yes or no)
    """From an article to a watched seed, step by step.

    Give a file, an address or - (or nothing, and paste it). The profile is shown, with what it
    would have matched in the stored week and how many alerts a day that is; accept it, or correct
    it in $EDITOR first. Without a terminal, or with --yes, it is saved as it is.
    """
    from monitor.cli.seed_new import Wish, guide

    guide(call, Wish(article=article, **how))


@seed.command(
    epilog="Example: monitor seed build article.txt -o seeds/my-story.toml --published 2025-11-18"
)
@click.argument("article", metavar="ARTICLE")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="The profile to write."
)
@click.option("--published", type=day, metavar="DATE", help="When the article appeared.")
@click.option("--language", default="", metavar="CODE", help="Of the article; guessed without.")
@click.option("--force", is_flag=True, help="Replace a profile and the article beside it.")
@dry_run_option
@click.pass_obj
def build(call: Call, /, article: str, output: Path | None, **how: str | bool | date) -> None:
    """Read out of an ARTICLE (a text file, or -) who and what to watch.

    Without -o the profile is printed. With it the profile is written, and the article beside it,
    because matching also uses the article's own words.
    """
    from monitor.seeds import build as read_out
    from monitor.seeds import render

    text = read_article(article)
    _warn_of_language(str(how["language"]))
    plan = Build.of(article, text, output, force=bool(how["force"]))
    published = how["published"] if isinstance(how["published"], date) else None
    try:
        profile = read_out(text, plan.seed, published=published, language=str(how["language"]))
    except WrongContent as error:
        raise WrongContent([_named(problem, article) for problem in error.problems]) from None
    if plan.profile is None:
        print_one(profile) if call.json else click.echo(render(profile), nl=False)
        return
    written = place_files(plan, render(profile), dry_run=bool(how["dry_run"]))
    if call.json:
        print_one(profile, profile_file=plan.profile, written=written)
    else:
        _tell(profile, plan.profile, written, dry_run=bool(how["dry_run"]))


def _warn_of_language(language: str) -> None:
    from monitor.text import language_code

    if language and language_code(language) == "en" and not language.lower().startswith("en"):
        say_aside(
            f'monitor: there is no word table for "{language}": the article counts as English'
        )


def _named(problem: Problem, article: str) -> Problem:
    """The problem under the name that the user gave."""
    file = "standard input" if article == "-" else article
    return Problem(file=file, place=problem.place, what=problem.what, remedy=problem.remedy)


def _tell(profile: Profile, file: Path, written: Sequence[Path], *, dry_run: bool) -> None:
    from monitor.seeds import lint

    for path in written:
        say(f"{'would write' if dry_run else 'wrote'} {path}", bold=True)
    say()
    say(inert(profile.title), bold=True)
    show_fields(
        (
            ("central", [one.name for one in profile.entities if one.anchor]),
            ("also watched", [one.name for one in profile.entities if not one.anchor]),
            ("storylines", [line.slug for line in profile.storylines]),
            ("not known", "" if profile.published else "when it appeared: add --published DATE"),
        )
    )
    hints = lint(profile)
    if hints:
        say()
        say("To look at:", bold=True)
        for hint in hints:
            say(f"  {inert(f'{hint.place}: {hint.what} ({hint.remedy})')}")
    say()
    say(f"Read {file} and correct what is wrong. Then: monitor check", dim=True)


@seed.command("list", epilog="Example: monitor seed list")
@click.pass_obj
def list_(call: Call) -> None:
    """The profiles in the seeds folder."""
    folder = call.load().seeds_folder
    profiles, problems = _read_all(folder)
    if call.json:
        print_list("seeds", profiles.values())
    elif profiles:
        show_table(
            (
                *(Column(name="seed"), Column(name="published", wide=True)),
                *(Column(name="entities", wide=True), Column(name="storylines", grows=True)),
                Column(name="title", grows=True),
            ),
            [
                (
                    *(one.seed, str(one.published or "")),
                    *(len(one.entities), [line.slug for line in one.storylines], one.title),
                )
                for one in profiles.values()
            ],
        )
    if problems:
        raise WrongContent(problems)
    if not profiles:
        remedy = "make one: monitor seed new, or monitor seed build ARTICLE.txt -o FILE"
        raise NothingFound(f"{folder} holds no seed; {remedy}")


@seed.command(epilog="Example: monitor seed show maduro-talks")
@click.argument("seed_", metavar="SEED")
@click.pass_obj
def show(call: Call, seed_: str) -> None:
    """One profile, by its name or file; apart from it, what was learned since."""
    profile = find_profile(call, seed_)
    learned = taught(call, (profile,)).learned(profile.seed)
    if call.json:
        print_one(profile, learned=learned)
    else:
        with paged():
            show_profile(profile)
            show_learned(learned)


@seed.command(epilog="Example: monitor seed lint maduro-talks")
@click.argument("seed_", metavar="SEED")
@click.pass_obj
def lint(call: Call, seed_: str) -> None:
    """Likely mistakes in a profile: what may miss news, or let the wrong items in."""
    from monitor.seeds import lint as look

    profile = find_profile(call, seed_)
    problems = look(profile)
    if call.json:
        print_list("problems", problems)
    elif not problems:
        say(f"{profile.seed}: nothing to mend")
    if problems:
        raise WrongContent(problems)


@seed.command(
    "suggest",
    epilog="Examples: monitor seed suggest maduro-talks, monitor seed suggest maduro-talks --accept 1 3"
    ' -n, monitor seed suggest maduro-talks --accept "miss universe"',
)
@click.argument("seed_", metavar="SEED")
@click.argument("more", nargs=-1, metavar="[N]...")
@click.option(
    "--accept", multiple=True, metavar="N", help="Write these into the profile: numbers or texts."
)
@dry_run_option
@click.pass_obj
def suggest_(
    call: Call, seed_: str, more: tuple[str, ...], accept: tuple[str, ...], *, dry_run: bool
) -> None:
    """Terms, aliases and exclusions worth adding, by what was marked and matched in 30 days.

    Each with the items that speak for it and what it would have changed. The profile is only
    written with --accept; with -n the change is shown and not made.
    """
    from monitor.cli.suggest import run

    if more and not accept:
        raise click.UsageError(f"what is {' '.join(more)}? To accept: --accept {' '.join(more)}")
    run(call, seed_, (*accept, *more), dry_run=dry_run)


def find_profile(call: Call, name: str) -> Profile:
    """The profile of a seed's name, or of a file. Raises NothingFound, or WrongContent."""
    return find_file(call, name)[1]


def find_file(call: Call, name: str) -> tuple[Path, Profile]:
    """The profile of a seed's name, or of a file, and where it stands; raises as `find_profile`."""
    from monitor.seeds import read

    if name.endswith(".toml") or "/" in name:
        return Path(name), read(Path(name))
    folder = call.load().seeds_folder
    profiles, problems = _read_all(folder)
    found = next((item for item in profiles.items() if item[1].seed == name), None)
    if found:
        return found
    mine = [one for one in problems if Path(one.file).stem == name]
    if mine:
        raise WrongContent(mine)
    near = suggest(name, [one.seed for one in profiles.values()]) or "see monitor seed list"
    raise NothingFound(f'there is no seed "{name}" in {folder}; {near}')


def _read_all(folder: Path) -> tuple[dict[Path, Profile], list[Problem]]:
    from monitor.seeds import read

    profiles: dict[Path, Profile] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            profiles[path] = read(path)
        except WrongContent as error:
            problems += error.problems
    return profiles, problems
