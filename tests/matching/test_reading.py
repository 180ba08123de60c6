"""What is read of an item before it is held against any profile."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from monitor.matching import Settings
from monitor.matching.compiled import compile_profiles
from monitor.matching.reading import read_item
from monitor.model import Item
from monitor.text import guess_language

NOW = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
GRAMMAR = "the of that la que los der und nicht il che les des os uma ship crane".split()


def test_the_language_is_that_of_all_that_is_read_of_title_and_summary() -> None:
    chance = random.Random(11)  # noqa: S311 (invented texts, no secret)
    settings = Settings(summary_reach=200)
    compiled, found, guessed = compile_profiles([], settings), [], []
    for _ in range(400):
        title = " ".join(chance.choices(GRAMMAR, k=chance.choice((0, 1, 8, 120))))
        summary = " ".join(chance.choices(GRAMMAR, k=chance.choice((0, 30, 120))))
        item = Item(id="i", title=title, summary=summary, first_seen_at=NOW, effective_at=NOW)
        found.append(read_item(item, compiled, settings).language)
        guessed.append(guess_language(f"{title}\n{summary[:200]}"))
    assert found == guessed
    assert len(set(found)) > 3
