"""What the fuzz begins with, read again: any bytes end as a document or as a fault of the feed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.campaign.fuzz import CORPUS, look

FILES = sorted(CORPUS.iterdir())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_harmful_is_kept_of_it(file: Path) -> None:
    look(file.read_bytes())


def test_the_corpus_stays_small() -> None:
    assert 20 < len(FILES) < 100
    assert max(file.stat().st_size for file in FILES) < 4096
