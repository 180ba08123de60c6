"""Coverage-guided fuzzing of the parse path with atheris, which only the full campaign installs:

    pip install -r tests/campaign/fuzz.txt && python -m tests.campaign.fuzz SECONDS [CORPUS]

Any bytes must end as a document or as a FeedError, and what is kept must be inert. A finding ends
it with the bytes in a file. It begins with the files of ``corpus/``, which an ordinary test reads
too; what it finds goes into the folder CORPUS, and whoever keeps a file of that puts it into
``corpus/``, where each stays below 4 kB.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
import unicodedata
from pathlib import Path

from tests.campaign.faults import menu

CORPUS = Path(__file__).parent / "corpus"


def main() -> int:
    """Fuzz for so many seconds."""
    try:
        import atheris
    except ImportError:
        print("atheris is not installed here: pip install -r tests/campaign/fuzz.txt")
        return 1
    with atheris.instrument_imports(include=["monitor.feeds"]):
        importlib.import_module("monitor.feeds.parse")
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    found = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="fuzz-"))
    found.mkdir(exist_ok=True)
    for number, body in enumerate(_seeds()):
        (found / f"seed{number}").write_bytes(body)
    limits = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=1500"]
    atheris.Setup([sys.argv[0], *limits, str(found), str(CORPUS)], look)
    atheris.Fuzz()
    return 0


def look(body: bytes) -> None:
    """Raises AssertionError, or whatever the parsers let through, when ``body`` is a finding."""
    from monitor.errors import FeedError
    from monitor.feeds.document import finish
    from monitor.feeds.parse import parse

    try:
        found = parse(body, "http://coast.example/feed", 2.0)
    except FeedError:
        return
    for raw in found.items:
        item = finish(raw, "http://coast.example/")
        text = item.title + item.summary + item.guid + item.url
        if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
            raise AssertionError(text)


def _seeds() -> list[bytes]:
    """The campaign's own faults, the short ones, and one of each kind of feed."""
    from tests.campaign.lab import Lab

    bodies = [fault.answer(1, Lab()).body for fault in menu(Path("/nowhere"))]
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><id>1</id></entry></feed>'
    known = [atom, b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1"}]}']
    return known + [body for body in bodies if 0 < len(body) < 4096]


if __name__ == "__main__":
    sys.exit(main())
