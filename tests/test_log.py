"""Log lines: one line each, nothing secret, nothing forged."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator

import pytest

from monitor import log
from monitor.secret import Secret


@pytest.fixture(autouse=True)
def quiet_house(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave logging as it was, and begin outside systemd with nothing hidden."""
    root, house = logging.getLogger(), logging.getLogger("monitor")
    before = (root.level, house.level, list(root.handlers))
    monkeypatch.delenv("JOURNAL_STREAM", raising=False)
    monkeypatch.setattr(log, "_hidden", set())
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = before[2]
    root.setLevel(before[0])
    house.setLevel(before[1])


def lines(message: str, *args: object, level: int = logging.WARNING, **more: object) -> list[str]:
    stream = io.StringIO()
    log.setup(logging.INFO, stream)
    record = logging.getLogger("monitor.feeds").makeRecord(
        "monitor.feeds", level, "f.py", 1, message, args, None
    )
    record.created = 1767614400.1234
    record.__dict__.update(more)
    logging.getLogger("monitor.feeds").handle(record)
    return stream.getvalue().splitlines()


def test_a_line_says_when_how_loud_who_and_what() -> None:
    assert lines("event=poll feed=%s items=%d", "https://x.org", 3) == [
        "at=2026-01-05T12:00:00.123Z level=warning from=feeds event=poll feed=https://x.org items=3"
    ]


def test_no_value_passes_itself_off_as_another_pair() -> None:
    (line,) = lines("event=seen title=%s n=%d", 'x level=critical "y', 1)
    assert line.endswith('event=seen title="x level=critical \\"y" n=1')
    (line,) = lines("event=seen error=%s", OSError("no way"))
    assert line.endswith('event=seen error="no way"')


def test_a_message_without_pairs_becomes_one() -> None:
    (line,) = lines('It said "no"')
    assert line.endswith('what="It said \\"no\\""')


def test_a_word_before_the_pairs_says_what_happened() -> None:
    (line,) = lines("poll_failed host=%s", "x.org")
    assert line.endswith(" what=poll_failed host=x.org")
    (line,) = lines("started")
    assert line.endswith(" what=started")


def test_prose_cannot_become_pairs_through_its_values() -> None:
    (line,) = lines("%s", "level=critical from=store")
    assert line.endswith(' what="level=critical from=store"')


def test_under_systemd_the_journal_gets_priorities_and_keeps_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JOURNAL_STREAM", "8:1234")
    levels = [logging.CRITICAL, logging.ERROR, logging.WARNING, logging.INFO, logging.DEBUG]
    starts = [lines("event=x", level=level)[0].split()[0] for level in levels]
    assert starts == ["<2>", "<3>", "<4>", "<6>", "<7>"]
    assert lines("event=x")[0] == "<4> level=warning from=feeds event=x"


@pytest.mark.parametrize(
    "evil",
    [
        "a\nat=2026-01-05T12:00:00Z level=info from=feeds event=forged",
        "a\r<2> level=critical",
        "a\x1b[31mred\x07",
        "a\u202egnp.exe",
        "a\u2028b\u2029c\x85d\x0be",
        "a\udc80b",
        "a\x00b\ufeffc",
    ],
)
def test_no_text_ends_a_line_or_paints_the_terminal(evil: str) -> None:
    for message, args in (("event=seen title=%s", (evil,)), (evil, ())):
        (line,) = lines(message, *args)
        assert line.isprintable()
        assert line.isascii()


def test_ordinary_letters_of_any_script_stay_readable() -> None:
    (line,) = lines("event=seen title=%s", "Åse_Мадуро_委内瑞拉")
    assert line.endswith("title=Åse_Мадуро_委内瑞拉")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain", "plain"),
        ("", '""'),
        ("two words", '"two words"'),
        ("a=b", '"a=b"'),
        ('say "x"', '"say \\"x\\""'),
        ("back\\slash", '"back\\\\slash"'),
        ("line\nend", '"line\\nend"'),
    ],
)
def test_values_are_quoted_where_they_could_be_misread(value: str, written: str) -> None:
    assert log.quote(value) == written


def test_a_hidden_secret_is_seen_nowhere() -> None:
    log.hide(Secret("hunter2\n"))
    log.hide(Secret("hunter2"))
    (line,) = lines("event=x token=%s seen=%r", "hunter2", "hunter2\n")
    assert "hunter2" not in line
    assert line.count("***") == 2


def test_the_longer_secret_goes_first() -> None:
    log.hide(Secret("token"))
    log.hide(Secret("token-and-more"))
    assert log.redact("token-and-more token") == "*** ***"


def test_a_very_short_secret_does_not_blank_out_the_log() -> None:
    log.hide(Secret("a"))
    log.hide(Secret(""))
    assert log.redact("a banana") == "a banana"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://me:pw@example.org/x", "https://***@example.org/x"),
        ("postgres://me@host", "postgres://***@host"),
        ("mailtos://me:p@ss@host?to=a@b.org", "mailtos://***@host?to=a@b.org"),
        ("https://example.org/@user", "https://example.org/@user"),
        ("write to me@example.org", "write to me@example.org"),
    ],
)
def test_the_login_in_an_address_is_taken_out(text: str, shown: str) -> None:
    assert log.redact(text) == shown


def test_an_exception_is_one_line_without_its_secrets() -> None:
    log.hide(Secret("hunter2"))
    fault = ValueError("bad\nhunter2")
    (line,) = lines("event=poll_failed", exc_info=(ValueError, fault, None))
    assert line.endswith('event=poll_failed error="ValueError: bad\\n***"')


def test_a_traceback_comes_with_debug_only_and_on_the_same_line() -> None:
    stream = io.StringIO()
    log.setup(logging.DEBUG, stream)
    try:
        raise KeyError("x")  # noqa: TRY301  it is what we log
    except KeyError:
        logging.getLogger("monitor.store").exception("event=broken")
    (line,) = stream.getvalue().splitlines()
    assert 'error="KeyError: ' in line
    assert "Traceback" in line


def test_other_libraries_are_heard_from_warning_only() -> None:
    stream = io.StringIO()
    log.setup(logging.DEBUG, stream)
    logging.getLogger("urllib3").debug("POST /services/T1/B2/secret")
    logging.getLogger("urllib3").warning("slow")
    logging.getLogger("monitor.feeds").debug("event=fine")
    assert "secret" not in stream.getvalue()
    assert len(stream.getvalue().splitlines()) == 2


def test_setting_up_twice_does_not_write_twice() -> None:
    first, second = io.StringIO(), io.StringIO()
    log.setup(logging.INFO, first)
    log.setup(logging.ERROR, second)
    logging.getLogger("monitor.feeds").warning("event=x")
    logging.getLogger("monitor.feeds").error("event=y")
    assert first.getvalue() == ""
    assert len(second.getvalue().splitlines()) == 1


def test_python_s_own_warnings_become_lines() -> None:
    stream = io.StringIO()
    log.setup(logging.INFO, stream)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        log.setup(logging.INFO, stream)
        warnings.warn("old\nways", stacklevel=1)
    (line,) = stream.getvalue().splitlines()
    assert "from=py.warnings" in line
