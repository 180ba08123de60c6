"""What short texts mean, found out once for each: feeds say the same names again and again."""

from __future__ import annotations

from collections.abc import Callable


class Met(dict[str, str]):
    """A table that fills itself with what was met, until it holds ``most``; then it stays as it is."""

    def __init__(self, tell: Callable[[str], str], most: int) -> None:
        """``tell`` finds out about a text that was not met yet."""
        super().__init__()
        self._tell = tell
        self._most = most

    def __missing__(self, text: str) -> str:
        told = self._tell(text)
        if len(self) < self._most:
            self[text] = told
        return told
