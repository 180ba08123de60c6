"""The bench itself: what it calls equal, short and in the middle, and that its parts are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.corpus import a_feed, write_corpus
from tests.bench.frame import Finding, NotTheSame, middle, require
from tests.bench.parts import PLACES, load
from tests.bench.showing import document, table


def test_every_row_has_its_part() -> None:
    assert [*PLACES] == [*(f"P{number}" for number in range(1, 15)), "M1"]
    assert all(load(code).sides for code in PLACES)


def test_a_finding_is_held_to_its_target() -> None:
    assert Finding(what="w", value=25, least=25).held
    assert not Finding(what="w", value=24.9, least=25).held
    assert not Finding(what="w", value=3.1, most=3).held
    assert Finding(what="w", value=1).held is None


def test_the_table_says_what_falls_short_and_the_document_the_same() -> None:
    results = {"P1": [Finding(what="in total", value=4.5, least=25, note="noisy")]}
    assert table(results).splitlines()[1].split() == [
        *("P1", "in", "total", "4.50x", ">=", "25.0x", "SHORT", "noisy")
    ]
    (row,) = document(results)["findings"]
    assert (row["row"], row["value"], row["held"]) == ("P1", 4.5, False)


def test_the_median_of_the_laps_counts() -> None:
    assert middle([{"cpu": 9.0}, {"cpu": 1.0}, {"cpu": 2.0}]) == 2.0


def test_different_work_is_no_comparison() -> None:
    with pytest.raises(NotTheSame, match="one has fewer"):
        require([], "one has fewer")


def test_invented_feeds_are_the_same_each_time_and_of_every_kind(tmp_path: Path) -> None:
    feeds = write_corpus(tmp_path / "feeds", 10)
    assert len(list(feeds.iterdir())) == 10
    assert (feeds / "0003.xml").read_bytes() == a_feed(3)
    assert b"<rdf:RDF" in a_feed(5)
    assert a_feed(0, items=2).count(b"<item>") == 2
