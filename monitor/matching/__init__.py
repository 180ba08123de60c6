"""An item and all profiles in, matches with their evidence out; never a lookup, never a clock.

`Matcher` compiles profiles once, and learns words from confident matches; `Settings` holds the weights and the threshold.
"""

from monitor.matching.learning import Learned
from monitor.matching.matcher import Matcher
from monitor.matching.settings import Settings

__all__ = ["Learned", "Matcher", "Settings"]
