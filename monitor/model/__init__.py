"""The nouns: frozen types that cross rooms, one word per thing.

Checked facts in, values that cannot change out; never a decision, a file or a clock. Times are
aware and in UTC and end in ``_at``; spans are ``timedelta``. Ids are short and carry their kind:
``i`` item, ``m`` match, ``s`` story, ``d`` development, ``a`` alert, ``o`` delivery (outbox row),
``q`` silence. Scales and reasons: see `scales`.
"""

from monitor.model.arriving import (
    Arrival,
    Feed,
    FeedState,
    Item,
    ParsedItem,
    Poll,
    Sighting,
    SuggestedFeed,
)
from monitor.model.asking import Query
from monitor.model.deciding import (
    Assignment,
    Development,
    Evidence,
    Fact,
    Judgement,
    Match,
    Regrouping,
    Story,
)
from monitor.model.holding import Debts, Heard, Pending, Silence, Titles, Voice
from monitor.model.outcome import Outcome
from monitor.model.showing import (
    AlertSheet,
    Course,
    Day,
    DevelopmentSheet,
    FeedHealth,
    ItemSheet,
    Revision,
    Sheet,
    SourceCount,
    Span,
    Step,
    StorySheet,
    Vitals,
)
from monitor.model.telling import Alert, Delivery, Message, Receipt, Telling
from monitor.model.watching import Channel, Entity, Known, Profile, QuietHours, Storyline

__all__ = [
    "Alert",
    "AlertSheet",
    "Arrival",
    "Assignment",
    "Channel",
    "Course",
    "Day",
    "Debts",
    "Delivery",
    "Development",
    "DevelopmentSheet",
    "Entity",
    "Evidence",
    "Fact",
    "Feed",
    "FeedHealth",
    "FeedState",
    "Heard",
    "Item",
    "ItemSheet",
    "Judgement",
    "Known",
    "Match",
    "Message",
    "Outcome",
    "ParsedItem",
    "Pending",
    "Poll",
    "Profile",
    "Query",
    "QuietHours",
    "Receipt",
    "Regrouping",
    "Revision",
    "Sheet",
    "Sighting",
    "Silence",
    "SourceCount",
    "Span",
    "Step",
    "Story",
    "StorySheet",
    "Storyline",
    "SuggestedFeed",
    "Telling",
    "Titles",
    "Vitals",
    "Voice",
]
