"""A profile for people: who and what it watches, in colour on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.cli.paper import Column, count, inert, say, say_aside, show_fields, show_table
from monitor.model import Profile, Storyline

_TERMS = 8  # of a storyline; the file holds all


def show_profile(profile: Profile) -> None:
    """Title, entities and storylines of a profile, each with all that belongs to it."""
    say(inert(profile.title), bold=True)
    show_fields(
        (
            ("seed", profile.seed),
            ("published", str(profile.published or "not known")),
            ("languages", profile.languages),
            ("excluded", profile.exclude),
            ("thresholds", [f"{name} {value}" for name, value in profile.thresholds.items()]),
            (
                "article",
                count(len(profile.article.split()), "word") if profile.article else "missing",
            ),
        )
    )
    if profile.entities:
        say()
        show_table(
            (
                *(Column(name="entity", colour="cyan"), Column(name="kind", wide=True)),
                *(Column(name="weight"), Column(name="central", colour="green")),
                Column(name="also written", grows=True),
            ),
            [
                (one.name, one.kind, one.weight, "yes" if one.anchor else "", one.aliases)
                for one in sorted(profile.entities, key=lambda one: (-one.weight, one.name))
            ],
        )
    if profile.storylines:
        say()
        show_table(
            (
                *(Column(name="storyline", colour="magenta"), Column(name="numbers", wide=True)),
                *(Column(name="known", wide=True), Column(name="terms", grows=True)),
            ),
            [
                (
                    *(line.slug, line.watch_numbers),
                    [f"{known.fact} {known.value}" for known in line.known],
                    _terms(line, profile.languages),
                )
                for line in profile.storylines
            ],
        )
    if not profile.entities and not profile.storylines:
        say_aside("nothing to watch was found; add [[entities]] by hand")


def _terms(line: Storyline, languages: Sequence[str]) -> list[str]:
    """The first terms in the seed's own language, and how many there are besides."""
    every = sum(map(len, line.terms.values()))
    own = next((line.terms[code] for code in languages if line.terms.get(code)), ())
    shown = list(own[:_TERMS])
    return [*shown, f"and {every - len(shown)} more"] if every > len(shown) else shown
