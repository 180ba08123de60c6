"""A user's words in, a full-text expression out, in which nothing is an operator by accident."""

from __future__ import annotations

_MOST = 32  # words; more do not narrow a search, they only cost


def phrases(words: str) -> str:
    """``"land for peace" drone*`` to FTS5's own quoting; empty when there is no word at all.

    Every word is quoted, so AND, NEAR, column names, brackets and minus signs are plain text.
    """
    parts: list[str] = []
    pieces = words.replace("\0", " ").split('"')  # those at odd places stood in quotes
    for place, piece in enumerate(pieces):
        if place % 2:
            star = place + 1 < len(pieces) and pieces[place + 1].startswith("*")
            parts += _part(piece, star=star)
            continue
        for bare in (piece.removeprefix("*") if place else piece).split():
            parts += _part(bare.rstrip("*"), star=bare.endswith("*"))
    return " ".join(parts[:_MOST])


def _part(text: str, *, star: bool) -> list[str]:
    """The text in quotes, if there is a letter or figure in it."""
    if not any(character.isalnum() for character in text):
        return []
    return [f'"{text}"{"*" if star else ""}']
