"""A matched item, its story and the storyline's ledger in, a judgement out; never an alert.

`judge` says what the item brings: how it belongs, what is new, how much it matters, with its reason;
`storylines_of` says in which threads.
"""

from monitor.developments.case import Case
from monitor.developments.judge import judge, storylines_of

__all__ = ["Case", "judge", "storylines_of"]
