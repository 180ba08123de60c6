"""A matched item, its story and the storyline's ledger in, a judgement out; never an alert.

`judge` says what the item brings: how it belongs, what is new, how much it matters, with its reason;
`storyline_of` says in which thread.
"""

from monitor.developments.findings import Case
from monitor.developments.judge import judge, storyline_of

__all__ = ["Case", "judge", "storyline_of"]
