"""A sheet and its facts in, the finished page out.

On its way every value is cleared of what cannot be seen and then escaped (`finalize`, autoescape),
so no sheet can forget it; only what this file marks as markup passes, and that is the style sheet
alone. The style stands in the page, allowed by its hash: nothing is ever loaded, and nothing
inline but it has any effect.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from monitor import __version__
from monitor.log import redact
from monitor.pages import charts, exits

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" '
    'rx="3" fill="#8f2d1b"/><path d="M3 12V8h2v4zm4 0V5h2v7zm4 0V9h2v3z" fill="#fff"/></svg>'
)


@cache
def style() -> str:
    """The style sheet as it stands in every page."""
    return (files("monitor.pages") / "sheets" / "style.css").read_text("utf-8")


@cache
def policy(form: str = "'none'") -> str:
    """The content policy of a page: its own style, its own icon, and nothing else.

    ``form`` is where a form may be sent to.
    """
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        f"form-action {form}; base-uri 'none'"
    )


def fill(sheet: str, now: datetime, *, live: bool, facts: Mapping[str, Any]) -> str:
    """The page that a sheet makes of facts; ``live`` pages link to each other."""
    page = _environment().get_template(f"{sheet}.html")
    return page.render(
        now=now,
        live=live,
        policy=policy("'self'" if live else "'none'"),
        style=Markup(style()),  # noqa: S704 (our own file)
        icon=f"data:image/svg+xml,{quote(_ICON)}",
        version=__version__,
        **facts,
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("monitor.pages", "sheets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    made.filters |= {
        "web": exits.web,
        "language": exits.language,
        "redact": redact,
        "day": _day,
        "stamp": _stamp,
        "iso": _iso,
        "news": _news,
        "counted": charts.counted,
        "part": lambda text: quote(text, safe=""),
    }
    made.globals |= {"draw": charts.draw, "said": lambda step, names: names.said(step)}
    return made


def _finalize(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return exits.seen(value) if isinstance(value, str) else value


@pass_context
def _day(context: Context, at: date) -> str:
    """A day; its year only where it is not that of the page."""
    return f"{at.day} {at:%B}{_year(context, at)}"


@pass_context
def _stamp(context: Context, at: datetime) -> str:
    """A time to the minute; its year only where it is not that of the page."""
    at = at.astimezone(UTC)
    return f"{at.day} {at:%b}{_year(context, at)}, {at:%H:%M}"


def _year(context: Context, at: date) -> str:
    return "" if at.year == context["now"].year else f" {at.year}"


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _news(text: str) -> str:
    """A delta as it is set in print."""
    return f"{text[:1].upper()}{text[1:]}".replace(" -> ", " → ")
