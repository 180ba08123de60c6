"""The sign of life: an address that is asked, and not named when it does not answer."""

from __future__ import annotations

from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from monitor.delivery import Settings
from monitor.delivery.heartbeat import beat
from tests.delivery.conftest import serving


class Alive(BaseHTTPRequestHandler):
    """Answers 200 to /beat-7f3a, else 404."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/beat-7f3a" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its signature
        pass


@pytest.mark.parametrize(("path", "ok"), [("/beat-7f3a", True), ("/other", False)])
def test_it_is_given_where_somebody_listens(path: str, ok: bool) -> None:
    with serving(HTTPServer(("127.0.0.1", 0), Alive)) as port:
        settings = Settings(allow_private=(f"127.0.0.1:{port}",))
        assert beat(f"http://127.0.0.1:{port}{path}", settings).ok is ok
        inside = beat(f"http://127.0.0.1:{port}{path}", replace(settings, allow_private=()))
        assert not inside.ok


def test_what_goes_wrong_is_said_without_the_address() -> None:
    answer = beat("http://127.0.0.1:9/beat-7f3a", Settings(allow_private=("127.0.0.1:9",)))
    assert not answer.ok
    assert "7f3a" not in answer.detail
