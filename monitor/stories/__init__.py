"""A matched item and the recent stories in, its assignment out; never a judgement of its worth.

`assign` finds the story that tells the same on the `Shelf` of recent ones, or opens one; `extend`
puts the item into it.
"""

from monitor.stories.assign import assign, extend
from monitor.stories.settings import Settings
from monitor.stories.shelf import Shelf

__all__ = ["Settings", "Shelf", "assign", "extend"]
