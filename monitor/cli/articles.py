"""Articles from disk or standard input, and profiles with their articles put on disk.

A profile stands beside its article: ``x.toml`` and ``x.txt``. Nothing that is already there is
replaced without --force, the article no more than the profile: it may be somebody's only copy.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from monitor import tables
from monitor.errors import MonitorError, Problem, WrongContent
from monitor.text import fold

_TITLE_WORDS = 5  # of the headline, for the name of a seed that comes from standard input
_LONGEST_SLUG = 60
_MODE = 0o644


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What `seed build` is to make: ``profile`` is None when it is only printed."""

    seed: str
    text: str
    profile: Path | None
    force: bool

    @classmethod
    def of(cls, article: str, text: str, output: Path | None, *, force: bool) -> Self:
        """The plan for these words of the command line. Raises WrongContent for a wrong -o."""
        own = slug(Path(article).stem) if article != "-" else slug(headline(text))
        seed = own or slug(headline(text)) or "seed"
        profile = output
        if output is not None and output.is_dir():
            profile = output / f"{seed}.toml"
        elif output is not None:
            if output.suffix != ".toml":
                what, remedy = (
                    f"{output} does not end in .toml",
                    f"write -o {output.with_suffix('.toml')}",
                )
                raise WrongContent([Problem(file="-o", what=what, remedy=remedy)])
            seed = slug(output.stem) or seed
        return cls(seed=seed, text=text, profile=profile, force=force)


def slug(text: str) -> str:
    """Small letters, digits and hyphens: ``Maduro's Talks`` becomes ``maduro-s-talks``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text))[:_LONGEST_SLUG].strip("-")


def headline(text: str) -> str:
    """The first words of a text, enough for a name."""
    return " ".join(text.split()[:_TITLE_WORDS])


def read_article(name: str) -> str:
    """The text of a file, or of standard input for ``-``. Raises WrongContent when it is none."""
    if name == "-":
        return tables.read_article_from(sys.stdin.buffer, "standard input")
    return tables.read_article(Path(name))


def place_files(plan: Build, rendered: str, *, dry_run: bool) -> tuple[Path, ...]:
    """Write the profile, and the article beside it unless it is there; what was (to be) written.

    Raises WrongContent, before anything is written, when another profile or article stands there.
    """
    if plan.profile is None:
        return ()
    article = plan.profile.with_suffix(".txt")
    if not plan.force:
        _refuse_to_replace(plan, article)
    files = {} if _holds(article, plan.text) else {article: plan.text}
    files[plan.profile] = rendered
    if not dry_run:
        for path, text in files.items():
            put_in_place(path, text)
    return tuple(reversed(files))


def _refuse_to_replace(plan: Build, article: Path) -> None:
    problems = []
    if plan.profile is not None and plan.profile.exists():
        what, remedy = "exists already", "choose another -o, or replace it with --force"
        problems.append(Problem(file=str(plan.profile), what=what, remedy=remedy))
    if article.exists() and not _holds(article, plan.text):
        what = "is there already with another text, and matching would use its words"
        remedy = "choose another -o, or replace it with --force"
        problems.append(Problem(file=str(article), what=what, remedy=remedy))
    if problems:
        raise WrongContent(problems)


def _holds(path: Path, text: str) -> bool:
    """Whether the file has this text, but for white space at its ends and a byte order mark."""
    try:
        return path.read_bytes().decode("utf-8-sig").strip() == text.strip()
    except (OSError, UnicodeDecodeError):
        return False


def put_in_place(path: Path, text: str) -> None:
    """Put a whole file in place in one step; it keeps its rights, and its owner if it may."""
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", delete=False
        ) as file:
            file.write(text)
        beside = Path(file.name)
        if path.exists():
            old = path.stat()
            with suppress(PermissionError):  # only root may give a file to others
                os.chown(beside, old.st_uid, old.st_gid)
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else _MODE & ~_umask())
        beside.replace(path)
    except OSError as error:
        raise MonitorError(
            f"{path} cannot be written: {error.strerror}; check the path and its permissions"
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
