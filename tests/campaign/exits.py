"""What leaves the house: hostile words that found their way into the database, and secrets.

The words are put straight into the rows, past all that cleans them on their way in, so that each
exit has to answer for itself: terminal, JSON, page, Atom, OPML.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.campaign.endings import workers_of
from tests.campaign.lab import Lab, serving
from tests.campaign.outcome import Found
from tests.campaign.watch import ROOT, Watch, title, token, wait_for, write_files

_EVIL = (
    "Halmar Star \x1b[31m\x1b]0;owned\x07 \x9b2J \u202egnp.exe "
    '<script>alert(1)</script> <img src=x onerror="alert(2)"> </title> ]]> &amp; "quoted" {{7*7}}'
)
_ADDRESS = "javascript:alert(3)"
_WORDS = {
    "items": ("title", "summary", "source"),
    "stories": ("title",),
    "developments": ("delta", "proof", "source"),
    "alerts": ("title", "delta", "proof"),
    "judgements": ("delta", "proof"),
}
# In the order of how much they show; the mutants need the first ones only.
_SHOWN: tuple[list[str], ...] = (
    *(["alerts"], ["show", "a1"], ["deliveries"], ["config", "show"]),
    *(["items"], ["matches"], ["stories"], ["developments"]),
    *(["show", "i2"], ["show", "d1"], ["show", "s1"], ["explain", "i2"]),
    *(["search", "Halmar"], ["feeds", "health"], ["status"], ["check"], []),
)
_SECRETS = {"DESK": "hook-secret-77aa", "TOKEN": "feed-secret-88bb"}


def exits(folder: Path, seed: int, size: int, env: dict[str, str]) -> Found:
    """Tell one alert to a hook that fails first, then poison the database and look at every exit."""
    found = Found("exits", seed)
    with serving() as lab:
        hooks = iter((500, 500))
        lab.hook = lambda _: next(hooks, 200)
        more = (
            f'[[channels]]\nname = "second"\ndigest = false\n'
            f'url = "json://127.0.0.1:{lab.port}/in/{_SECRETS["DESK"]}"\n'
            f'min_priority = "routine"\n[[feeds]]\nurl = "{lab.base}/news/b"\nevery = "1s"\n'
            'title = "<b>&\\"Coast\\""\nheaders = {Authorization = "env:TOKEN"}\n'
        )
        watch = Watch(
            folder,
            write_files(folder, lab, [f"{lab.base}/news/a"], more),
            env | {"TOKEN": _SECRETS["TOKEN"]},
        )
        traces = _tell(found, lab, watch)
        traces["notify test"] = _run(watch, ["notify", "test", "second"]).encode()
        _poison(watch)
        traces |= _look(found, watch, _SHOWN[:size])
        leaks = [
            f"{where}: {name}"
            for where, text in traces.items()
            for name, secret in _SECRETS.items()
            if secret.encode() in text
        ]
        found.figures["leaks"] = leaks
        found.holds["no secret in log, database, process list or output"] = not leaks
    return found


def _tell(found: Found, lab: Lab, watch: Watch) -> dict[str, bytes]:
    """The daemon at work; what it wrote and what others can see of its processes."""
    lab.publish("a", "Bakery wins prize for rye bread")
    lab.publish("b", "Bakery of the coast wins prize for white bread")
    watch.start(CAMPAIGN_PATIENCE="1")
    wait_for(lambda: min(len(lab.asked[path]) for path in ("/news/a", "/news/b")) > 1, 60)
    lab.publish("a", title(0))
    told = wait_for(lambda: lab.counts([token(0)])[token(0)] > 0, 60)
    found.holds["it is told, and the feed got its credential"] = told and any(
        asked.authorization for asked in lab.asked["/news/b"]
    )
    assert watch.process
    seen = {"process list": Path(f"/proc/{watch.process.pid}/cmdline").read_bytes()}
    for worker in workers_of(watch.process.pid):
        for part in ("cmdline", "environ"):
            seen[f"worker's {part}"] = Path(f"/proc/{worker}/{part}").read_bytes()
    found.holds["there is a worker to look at"] = len(seen) > 1
    watch.stop()
    return seen | {"log": watch.log().encode(), "database": watch.database.read_bytes()}


def _run(watch: Watch, words: list[str]) -> str:
    """Another process of ours, with the same fault put in as the daemon's; all that it says."""
    done = subprocess.run(  # noqa: S603 (our own programme)
        [sys.executable, "-m", "tests.campaign.entry", "-c", str(watch.file), *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "300"} | watch.env,
        capture_output=True,
        check=False,
    )
    return (done.stdout + done.stderr).decode(errors="surrogateescape")


def _poison(watch: Watch) -> None:
    with sqlite3.connect(watch.database, timeout=10) as db:
        for table, columns in _WORDS.items():
            for column in columns:
                db.execute(f"UPDATE {table} SET {column} = ?", (_EVIL,))  # noqa: S608 (our words)
        db.execute("UPDATE items SET url = ?", (_ADDRESS,))


def _look(found: Found, watch: Watch, shown: Sequence[list[str]]) -> dict[str, bytes]:
    """What each command says, which is held against its promises here, and for secrets later."""
    said = {" ".join(words): _run(watch, words) for words in shown}
    documents = {f"{words} --json": _run(watch, [*words.split(), "--json", "-q"]) for words in said}
    page = watch.folder / "page.html"
    _run(watch, ["report", "-o", str(page)])
    text = page.read_text() if page.exists() else ""
    raw = [words for words, words_said in said.items() if not _is_calm(words_said)]
    wrong = [words for words, document in documents.items() if not _is_json(document)]
    found.figures |= {"commands": len(said), "raw": raw, "not_json": wrong}
    found.holds |= {
        "the words are shown": "Halmar Star" in said["alerts"] and "Halmar Star" in text,
        "no exit paints the terminal": not raw,
        "each --json is one document": not wrong,
        "no words are markup of the page": not re.search(r"<script|<img|javascript:", text)
        and "\u202e" not in text,
        "the list of feeds is well-formed": _title_in(_run(watch, ["feeds", "export", "-"]))
        == '<b>&"Coast"',
    }
    return {where: text.encode(errors="replace") for where, text in (said | documents).items()}


def _is_calm(text: str) -> bool:
    """Nothing in it moves a cursor, colours anything or turns the reading direction."""
    return not any(
        unicodedata.category(sign) in {"Cc", "Cf", "Cs"} and sign not in "\n\u200b" for sign in text
    )


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _title_in(listed: str) -> str:
    """The title of the second feed of an OPML list; empty when it is none."""
    try:
        titles = [line.get("text", "") for line in ET.fromstring(listed).iter("outline")]  # noqa: S314 (ours)
    except ET.ParseError:
        return ""
    return next((one for one in titles if "Coast" in one), "")
