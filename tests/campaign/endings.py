"""How it ends: told to, killed, after one pass; and what a reload leaves behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.campaign.lab import Answer, Lab, rss, serving
from tests.campaign.outcome import Found
from tests.campaign.watch import ROOT, Watch, title, wait_for, write_files

_RELOADS = 6
_HANGING = [f"/f/hang{number}" for number in range(6)]


def endings(folder: Path, seed: int, size: int, env: dict[str, str]) -> Found:
    """SIGHUP again and again, SIGTERM while feeds and the web hook hang, SIGKILL, `poll --all`."""
    found = Found("endings", seed)
    with serving() as lab:
        lab.paths.update(dict.fromkeys(_HANGING, _hangs))
        lab.paths["/f/new"] = _always_new
        urls = [f"{lab.base}{path}" for path in ("/f/new", "/news/a")]
        watch = Watch(folder, write_files(folder, lab, urls), env)
        lab.publish("a", "Bakery wins prize for rye bread")
        watch.start()
        wait_for(lambda: len(lab.asked["/news/a"]) > 1 and len(lab.asked["/f/new"]) > 1, 40)
        _reload(found, lab, watch)
        with watch.file.open("a") as more:
            more.writelines(
                f'[[feeds]]\nurl = "{lab.base}{path}"\nevery = "1s"\n' for path in _HANGING
            )
        _terminate(found, lab, watch)
        _kill(found, lab, watch)
        if size:  # which takes the time that a hanging request may
            _pass(found, watch)
        found.holds["integrity ok"] = watch.integrity() == "ok"
        found.holds["no traceback"] = "Traceback" not in watch.log()
    return found


def _hangs(_number: int, _lab: Lab) -> Answer:
    """Its head comes at once, its body never."""
    return Answer(body=rss(["Bakery wins prize for rye bread"]), pause=60)


def _always_new(number: int, _lab: Lab) -> Answer:
    """A feed that has to be parsed at each visit."""
    return Answer(body=rss([f"The bakery of street {number} opens its doors"]))


def _reload(found: Found, lab: Lab, watch: Watch) -> None:
    """Each reload brings a poller of its own; the old one goes when its visits have ended."""
    assert watch.process
    before = len(workers_of(watch.process.pid))
    for _ in range(_RELOADS):
        loaded, asked = watch.log().count("reloaded"), len(lab.asked["/f/new"])
        watch.process.send_signal(signal.SIGHUP)
        wait_for(lambda seen=loaded: watch.log().count("reloaded") > seen, 10)  # type: ignore[misc]
        wait_for(lambda seen=asked: len(lab.asked["/f/new"]) > seen + 1, 10)  # type: ignore[misc]
    time.sleep(1)
    after = len(workers_of(watch.process.pid))
    found.figures |= {"workers_before_reloads": before, "workers_after_reloads": after}
    found.holds["a reload leaves no workers behind"] = after <= before + 2


def _terminate(found: Found, lab: Lab, watch: Watch) -> None:
    def hang(_number: int) -> int:
        time.sleep(60)
        return 200

    lab.hook = hang
    lab.publish("a", title(0))
    assert watch.process
    pid = watch.process.pid
    watch.process.send_signal(signal.SIGHUP)
    leased = "SELECT 1 FROM deliveries WHERE state = 'leased'"
    found.holds["feeds and the web hook hang"] = wait_for(
        lambda: bool(watch.rows(leased)) and all(lab.asked[path] for path in _HANGING), 40
    )
    began = time.monotonic()
    found.figures["exit"] = watch.stop()
    found.figures["term_s"] = round(time.monotonic() - began, 1)
    found.holds["SIGTERM ends it with exit 0 within 10 s"] = (
        found.figures["exit"] == 0 and time.monotonic() - began < 10
    )
    found.holds["and its workers"] = not workers_of(pid)
    lab.hook = lambda _: 200


def _kill(found: Found, lab: Lab, watch: Watch) -> None:
    asked = len(lab.asked["/f/new"])
    watch.start()
    assert watch.process
    pid = watch.process.pid
    wait_for(lambda: len(lab.asked["/f/new"]) > asked + 1 and bool(workers_of(pid)), 40)
    watch.kill()
    time.sleep(2)
    left = len(workers_of(pid))
    found.figures["workers_2_s_after_a_kill"] = left
    found.holds["no worker outlives a kill by 2 s"] = left == 0


def _pass(found: Found, watch: Watch) -> None:
    """The message that hung goes out, the hanging feeds fail, and nothing stays."""
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 (our own programme)
        [sys.executable, "-m", "monitor", "-c", str(watch.file), "poll", "--all"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    code = process.wait(120)
    found.figures |= {"pass_exit": code, "pass_s": round(time.monotonic() - began, 1)}
    found.holds |= {
        "poll --all says that feeds failed": code == 1,
        "poll --all ends by itself": time.monotonic() - began < 60,
        "poll --all leaves no process": not workers_of(process.pid),
        "what hung is told in the end": bool(
            watch.rows("SELECT 1 FROM deliveries WHERE state = 'sent'")
        ),
    }


def workers_of(pid: int) -> list[int]:
    """The parser processes that a monitor started, whether it still lives or not."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0") if folder.name.isdigit() else []
        except OSError:
            continue  # it has just ended
        if b"monitor.feeds.worker" in b" ".join(words) and str(pid).encode() in words:
            found.append(int(folder.name))
    return found
