"""Which noun lies in which table."""

from __future__ import annotations

from monitor.model import (
    Alert,
    Assignment,
    Delivery,
    Development,
    Fact,
    FeedState,
    Item,
    Judgement,
    Match,
    Receipt,
    Silence,
    Story,
    Telling,
)
from monitor.store.rows import Shape

FEED = Shape(FeedState, "feeds")
ITEM = Shape(Item, "items", kind="i", elsewhere=("feeds",))  # the view whole_items adds them
MATCH = Shape(Match, "matches", kind="m")
ASSIGNMENT = Shape(Assignment, "assignments")
STORY = Shape(Story, "stories", kind="s")
JUDGEMENT = Shape(Judgement, "judgements")
FACT = Shape(Fact, "facts")
DEVELOPMENT = Shape(Development, "developments", kind="d")
ALERT = Shape(Alert, "alerts", kind="a")
TELLING = Shape(Telling, "tellings")
DELIVERY = Shape(Delivery, "deliveries", kind="o")
RECEIPT = Shape(Receipt, "receipts")
SILENCE = Shape(Silence, "silences", kind="q")
