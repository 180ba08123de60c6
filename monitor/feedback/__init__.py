"""Marks and the items of a stream in, suggestions for a profile out; never a change unasked.

`suggest` proposes, `adopt` says what a profile would be with a suggestion, `edit` puts suggestions
into the text of a profile file, comments kept. Nothing here reads or writes a file.
"""

from monitor.feedback.editing import edit
from monitor.feedback.suggesting import suggest
from monitor.feedback.suggestion import Suggestion, adopt

__all__ = ["Suggestion", "adopt", "edit", "suggest"]
