"""A user's words in, a full-text expression out, in which nothing is an operator by accident."""

from __future__ import annotations

import re

_PART = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_MOST = 32  # words; more do not narrow a search, they only cost


def phrases(words: str) -> str:
    """``"land for peace" drone*`` to FTS5's own quoting; empty when there is no word at all.

    Every word is quoted, so AND, NEAR, column names, brackets and minus signs are plain text.
    """
    parts = []
    for quoted, star, bare in _PART.findall(words.replace("\0", " ")):
        text = quoted or bare.rstrip("*")
        if any(character.isalnum() for character in text):
            parts.append(f'"{text}"{"*" if star or bare.endswith("*") else ""}')
    return " ".join(parts[:_MOST])
