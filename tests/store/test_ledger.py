"""The ledger answers about one subject, and stays small however much is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.store.ledger import Ledger
from tests.store import invented


def test_each_subject_stands_by_itself_oldest_first() -> None:
    ledger = Ledger()
    one, other = invented.a_fact(1), replace(invented.a_fact(2), value="88", amount=88.0)
    for fact in (one, replace(one, subject="injured"), other, replace(one, storyline="else")):
        ledger.add(fact)
    assert ledger.about("peace-talks", "killed") == (one, other)
    assert ledger.about("peace-talks", "missing") == ()


def test_its_latest_time_is_that_of_the_storyline() -> None:
    ledger = Ledger()
    fact = invented.a_fact(1)
    ledger.add(fact)
    ledger.add(replace(fact, at=fact.at - timedelta(days=1)))
    assert ledger.latest_at("peace-talks") == fact.at
    assert ledger.latest_at("else") is None


def test_a_look_stays_as_small_after_ten_thousand_facts() -> None:
    ledger = Ledger()
    for number in range(10_000):
        ledger.add(replace(invented.a_fact(number), amount=float(number)))
    lines = ledger.about("peace-talks", "killed")
    assert len(lines) == 64
    assert lines[-1].amount == 9_999.0


def test_what_is_forgotten_is_gone() -> None:
    ledger = Ledger()
    ledger.add(invented.a_fact(1))
    ledger.forget("peace-talks", "killed")
    ledger.forget("peace-talks", "never known")
    assert ledger.about("peace-talks", "killed") == ()
