"""Mutants of a parser process: it is started here instead, with one of its protections switched off."""

from __future__ import annotations

import asyncio
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.campaign.patching import put


def names_for_bytes() -> None:
    """What looks like a path or an address is opened, as parsers do that are given a name."""
    from monitor.feeds.parse import parse as whole

    def parse(body: bytes, *args: Any) -> Any:
        name = body.strip().decode(errors="replace")
        if name.startswith(("/", "file://")):
            body = Path(name.removeprefix("file://")).read_bytes()
        elif name.startswith("http://"):
            with urllib.request.urlopen(name) as answer:  # noqa: S310 (that is the fault)
                body = answer.read()
        return whole(body, *args)

    put("monitor.feeds.worker:parse", parse)


def keep_half_items() -> None:
    """The item in which a document breaks off is taken for a whole one."""
    put("monitor.feeds.parse:ends_within_item", lambda _: False)


_FAULTS: dict[str, Callable[[], None]] = {"names": names_for_bytes, "halves": keep_half_items}


def wear(fault: str) -> None:
    """Each parser process that is started from now on has this fault."""
    started = asyncio.create_subprocess_exec
    words = f"from tests.campaign.inside import serve; serve({fault!r})"

    async def start(python: str, *given: str, **named: Any) -> Any:
        # Instead of "-P", "-m" and the module's name; that one is kept, for others look for it.
        return await started(python, "-c", words, *given[2:], **named)

    asyncio.create_subprocess_exec = start  # type: ignore[assignment]


def serve(fault: str) -> None:
    """Be the parser process."""
    from monitor.feeds import worker

    del sys.argv[1]
    _FAULTS[fault]()
    worker.main()
