"""Every wrong decision and the table: ``python -m tests.quality.novelty [open|held ...]``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.quality.novelty.sequences import Decision, decisions, share_right


def wrong(name: str) -> Iterator[str]:
    """The decisions of a set in which something is wrong, and what."""
    for one in decisions(name):
        if one.faults:
            yield f"{one.sequence.profile.seed} / {one.sequence.about} / {one.item.id}: {_told(one)}"


def _told(one: Decision) -> str:
    label = "/".join(part for part in (one.label.telling, one.label.kind, one.label.words) if part)
    scale = f"{one.ruling.relevance} {one.ruling.novelty} {one.ruling.significance}"
    return (
        f"{'; '.join(one.faults)}, should be {label}\n"
        f"    {one.item.title}\n    {scale} {one.ruling.storylines} {one.ruling.story}"
        f" {one.ruling.development}: {one.ruling.reason} [{one.ruling.delta}]"
    )


def main(names: list[str]) -> None:
    """Print the errors of the named sets (of the open one by default), and both figures."""
    for name in names or ["open"]:
        sys.stdout.writelines(f"{line}\n" for line in wrong(name))
    for name in ("open", "held"):
        shares = " ".join(f"{code} {share_right(name, code):.3f}" for code in ("en", "es"))
        sys.stdout.write(
            f"{name:<5} {len(decisions(name)):>4} decisions right {share_right(name):.3f} {shares}\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
