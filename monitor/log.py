"""Log lines on stderr: one line each, ``key=value``, secrets taken out.

    at=2026-01-05T12:00:00.123Z level=warning from=delivery.courier what=failed delivery=o1

Rooms log with the standard library, ``log.info("polled feed=%s", url)``; values are quoted here where
they need it. No text from a feed can end a line, colour a terminal, turn the reading direction
or add a pair. Under systemd the journal keeps the time, so a line begins with its priority instead.
"""

from __future__ import annotations

import logging
import os
import re
from datetime import UTC, datetime
from typing import TextIO

from monitor.secret import Secret

HIDDEN = "***"
SHORTEST_SECRET = 4  # shorter ones would blank out ordinary words

_hidden: set[str] = set()

_USERINFO = re.compile(r"([a-z][a-z0-9+.-]*://)[^\s/?#@]*(?:@[^\s/?#@]*)*@", re.IGNORECASE)
_PAIRS = re.compile(r"([a-z][\w.-]* )?[a-z][\w.]*=", re.IGNORECASE)

# Journal priorities (RFC 5424 section 6.2.1) by the level that they begin at.
_PRIORITIES = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))


def setup(level: int, stream: TextIO) -> None:
    """Send every log line of the house to ``stream``, from ``level`` (of `logging`) upwards.

    Other people's libraries are heard from WARNING only: at DEBUG they print whole addresses.
    Calling it again replaces what was set. Under systemd (``JOURNAL_STREAM``): the journal's form.
    """
    journal, traces = "JOURNAL_STREAM" in os.environ, level <= logging.DEBUG
    channel = logging.StreamHandler(stream)
    channel.setFormatter(Lines(journal=journal, traces=traces))
    root = logging.getLogger()
    for old in list(root.handlers):
        if isinstance(old.formatter, Lines):
            root.removeHandler(old)
    root.addHandler(channel)
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger("monitor").setLevel(level)
    logging.captureWarnings(capture=True)


def hide(secret: Secret) -> None:
    """Never let this text stand in a log line again; one shorter than 4 characters is refused."""
    text = secret.reveal()
    if len(text) >= SHORTEST_SECRET:
        _hidden.update({text, ascii(text)[1:-1], repr(text)[1:-1]})


def redact(text: str) -> str:
    """``text`` without hidden secrets, and without the login in any address."""
    for secret in sorted(_hidden, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _USERINFO.sub(rf"\1{HIDDEN}@", text)


def escape(text: str) -> str:
    r"""``text`` with whatever cannot be seen as it is (newlines, control, bidi) as ``\x0a``."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def quote(value: str) -> str:
    """A value for a log line: bare where it cannot be misread, else in quotes."""
    if value.isprintable() and value and not re.search(r'[\s="\\]', value):
        return value
    return '"' + escape(value.replace("\\", "\\\\").replace('"', '\\"')) + '"'


class Lines(logging.Formatter):
    """A log record as one line; with ``traces`` an exception brings its traceback, escaped."""

    def __init__(self, *, journal: bool, traces: bool) -> None:
        super().__init__()
        self._journal = journal
        self._traces = traces

    def format(self, record: logging.LogRecord) -> str:
        """The finished line, without a line end."""
        message = redact(_fill_in(record))
        name = record.name.removeprefix("monitor.")
        pairs = [f"level={record.levelname.lower()}", f"from={quote(name)}"]
        found = _PAIRS.match(str(record.msg))
        opening = "" if found and not found[1] else "what="
        pairs.append(opening + (escape(message) if found else quote(message)))
        if record.exc_info and record.exc_info[1]:
            pairs.append(f"error={quote(redact(_name_fault(record.exc_info[1])))}")
            if self._traces:
                pairs.append(f"trace={quote(redact(self.formatException(record.exc_info)))}")
        first = _priority(record.levelno) if self._journal else f"at={_stamp(record.created)}"
        return " ".join([first, *pairs])


def _fill_in(record: logging.LogRecord) -> str:
    """The message with its values; in a line of pairs no value can pass itself off as another."""
    if not isinstance(record.args, tuple) or not _PAIRS.match(str(record.msg)):
        return record.getMessage()
    plain = (int, float)
    values = (one if isinstance(one, plain) else quote(redact(str(one))) for one in record.args)
    return str(record.msg) % tuple(values)


def _name_fault(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {fault}".removesuffix(": ")


def _stamp(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _priority(level: int) -> str:
    return next((f"<{priority}>" for start, priority in _PRIORITIES if level >= start), "<7>")
