"""Atom that any reader can follow: valid by RFC 4287, with ids that never change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import feedparser
import pytest
from lxml import etree

from monitor.feeds.parse import parse
from monitor.model import Step
from monitor.pages.atom import Head, write_atom
from monitor.pages.facts import Names
from tests.pages.press import LINE, PROFILE, SEED, a_hostile_step, a_step, an_item

NAMES = Names.of((PROFILE,))
HEAD = Head(title="Inquiry", path=f"/storylines/{SEED}/{LINE}", base="http://127.0.0.1:8787")
NAMESPACE = {"a": "http://www.w3.org/2005/Atom"}


def found(tree: etree._Element, path: str) -> list[Any]:
    rows = tree.xpath(path, namespaces=NAMESPACE)
    assert isinstance(rows, list)
    return rows


@pytest.mark.parametrize("steps", [(), (a_step(1), a_step(2)), (a_hostile_step(),)])
def test_a_feed_holds_what_the_standard_asks_for(steps: tuple[Step, ...]) -> None:
    tree = etree.fromstring(write_atom(HEAD, steps, NAMES))
    assert tree.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("id", "title", "updated"):
        assert len(found(tree, f"a:{name}")) == 1, name  # RFC 4287, 4.1.1
    assert len(found(tree, "a:link[@rel='self']")) == 1
    rows = found(tree, "a:entry")
    assert len(rows) == len(steps)
    for row in rows:
        for name in ("id", "title", "updated", "author", "summary"):
            assert len(found(row, f"a:{name}")) == 1, name  # 4.1.2
        assert len(found(row, "a:author/a:name[normalize-space()]")) == 1  # 3.2.1
        assert len(found(row, "a:link[@rel='alternate']")) == 1
        assert all(one.get("term") for one in found(row, "a:category"))  # 4.2.2
    for time in found(tree, "//a:updated | //a:published"):
        assert datetime.fromisoformat(time.text).tzinfo  # RFC 3339
    ids = [one.text for one in found(tree, "//a:id")]
    assert all(one.startswith("urn:uuid:") for one in ids)
    assert len(set(ids)) == len(ids)


def test_other_peoples_readers_take_it_without_a_complaint() -> None:
    body = write_atom(HEAD, (a_step(1), a_step(2)), NAMES)
    read = feedparser.parse(body)
    assert not read.bozo
    assert read.version == "atom10"
    assert [one.title for one in read.entries] == ["BULLETIN: inquiry: announced -> opened"] * 2
    assert read.entries[0].link == "https://coast.example/1?a=1&b=2"
    ours = parse(body, HEAD.base, 1.0)
    assert [one.link for one in ours.items] == [one.link for one in read.entries]


def test_hostile_words_stay_words() -> None:
    read = feedparser.parse(write_atom(HEAD, (a_hostile_step(),), NAMES), sanitize_html=False)
    assert not read.bozo
    (row,) = read.entries
    assert row.title.startswith("BULLETIN: <script>alert(1)</script>")
    assert row.title_detail.type == "text/plain"
    assert row.summary_detail.type == "text/plain"
    assert row.link == f"{HEAD.base}/show/d1"  # never javascript:


def test_ids_do_not_depend_on_the_address_or_on_words() -> None:
    elsewhere = replace(HEAD, base="http://localhost:1234", title="Another")
    reworded = a_step(1, item=an_item(1, title="Edited"), delta="in other words")
    one, other = (
        [part.text for part in found(etree.fromstring(body), "//a:id")]
        for body in (
            write_atom(HEAD, (a_step(1),), NAMES),
            write_atom(elsewhere, (reworded,), NAMES),
        )
    )
    assert one == other


def test_a_storyline_with_any_name_has_a_valid_address() -> None:
    odd = replace(HEAD, path="/storylines/a b/ü?x#y")
    tree = etree.fromstring(write_atom(odd, (), NAMES))
    (own,) = found(tree, "a:link[@rel='self']/@href")
    assert own == "http://127.0.0.1:8787/storylines/a%20b/%C3%BC%3Fx%23y.atom"
