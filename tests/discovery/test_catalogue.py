"""The shipped catalogue: sound, with the origin of every address, and picked from by what is said."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from monitor.discovery import suggest_feeds
from monitor.model import Entity
from tests.invented import PROFILE


def test_every_feed_has_an_address_and_its_origin() -> None:
    found = suggest_feeds(None)
    assert len(found) > 500
    for one in found:
        assert urlsplit(one.feed.url).scheme in {"http", "https"}, one
        assert urlsplit(one.feed.url).netloc, one
        assert one.origin.startswith(("catalogue: ", "public: ", "recorded")), one


def test_a_profile_gets_feeds_of_what_it_speaks_of() -> None:
    profile = replace(PROFILE, entities=(Entity(name="Oslo"), Entity(name="Norway")))
    found = suggest_feeds(profile)
    assert found[0].group in {"norway", "maritime"}
    assert {"norway", "maritime"} <= {one.group for one in found}
    assert "spain" not in {one.group for one in found}
    assert all(one.because for one in found)


def test_a_profile_that_speaks_of_nothing_there_gets_nothing() -> None:
    silent = replace(PROFILE, title="x", article="", entities=(), storylines=())
    assert suggest_feeds(silent) == ()


def test_groups_and_language_narrow_and_what_is_known_is_left_out() -> None:
    spanish = suggest_feeds(None, groups=["venezuela"], language="es")
    assert spanish
    assert {one.group for one in spanish} == {"venezuela"}
    assert {one.feed.language for one in spanish} <= {"es", ""}
    known = {one.feed.url for one in spanish[:5]}
    rest = suggest_feeds(None, groups=["venezuela"], language="es", without=known)
    assert len(rest) == len(spanish) - 5
