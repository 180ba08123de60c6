"""Stories put together and taken apart by hand: the rows that change, and what is remembered of it.

Three things are kept: the story as it is from then on (stories, and all that points to it), the
correction itself (`regroupings`), and for each item concerned the story that it stood in after it
(`hands`): a replay gives other ids to its stories, but keeps these items together, and apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.model import Assignment, Regrouping, Story
from monitor.scales import Hand, Reason
from monitor.store import shapes
from monitor.store.connection import Connection
from monitor.store.rows import Shape, json_text, number
from monitor.store.sql import Stored

_SHAPE = Shape(Regrouping, "regroupings")
_STORY = shapes.STORY.upsert("id")
_EMPTY = """
UPDATE stories SET items = '[]', sources = '[]' WHERE id IN (SELECT value FROM json_each(:others))
"""
# All that was decided of the items of other stories is the story's own from now on.
_MOVE_ALL = tuple(
    f"UPDATE {table} SET story = :story WHERE story IN (SELECT value FROM json_each(:others))"  # noqa: S608 (names of our own tables)
    for table in ("judgements", "developments", "alerts", "tellings")
)
_MOVE_SOME = (
    *(
        f"UPDATE {table} SET story = :story WHERE story IN (SELECT value FROM json_each(:others))"  # noqa: S608 (names of our own tables)
        " AND item IN (SELECT value FROM json_each(:items))"
        for table in ("judgements", "developments")
    ),
    """UPDATE alerts SET story = :story WHERE development IN
    (SELECT id FROM developments WHERE story = :story)""",
    "UPDATE tellings SET story = :story WHERE alert IN (SELECT id FROM alerts WHERE story = :story)",
)
_HAND = """
INSERT INTO hands (seed, item, story) VALUES (:seed, :item, :story)
ON CONFLICT (seed, item) DO UPDATE SET story = excluded.story
"""
_OF_STORY = """
SELECT * FROM regroupings WHERE story = :story
    OR EXISTS (SELECT 1 FROM json_each(others) WHERE value = :shown)
ORDER BY id DESC
"""
_NEXT = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'stories'"


class Regroupings:
    """The rows of `regroupings`, and the stories as they are after each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merge(self, story: Story, others: Sequence[Story], at: datetime) -> Regrouping:
        """``story`` is what it is with the items of the ``others``, which are empty from now on."""
        moved = tuple(item for other in others for item in other.items)
        done = Regrouping(
            seed=story.seed,
            hand=Hand.MERGE,
            story=story.id,
            others=tuple(other.id for other in others),
            items=moved,
            at=at,
        )
        with self._connection.write():
            self._connection.run(_STORY, shapes.STORY.write(story))
            self._connection.run(_EMPTY, {"others": _numbers(done.others, "s")})
            self._note(done, done.story, _MOVE_ALL)
            self._keep(story)
        return done

    def split(self, rest: Story, parted: Story, at: datetime) -> Regrouping:
        """``rest`` is what is left of a story; ``parted`` gets an id, the one of ``others``."""
        with self._connection.write():
            new = replace(parted, id=f"s{self._connection.figure(_NEXT)}")
            done = Regrouping(
                seed=rest.seed,
                hand=Hand.SPLIT,
                story=rest.id,
                others=(new.id,),
                items=new.items,
                at=at,
            )
            self._connection.run(shapes.STORY.insert, shapes.STORY.write(new))
            self._connection.run(_STORY, shapes.STORY.write(rest))
            self._note(done, new.id, _MOVE_SOME)
            self._keep(new)
            self._keep(rest)
        return done

    def list(self, story: str) -> tuple[Regrouping, ...]:
        """What was done to a story by hand, newest first."""
        values: dict[str, Stored] = {"story": number(story, "s"), "shown": story}
        return tuple(map(_SHAPE.read, self._connection.rows(_OF_STORY, values)))

    def hands(self) -> dict[tuple[str, str], str]:
        """Of each item (seed, item) that stood in a corrected story: which one it was then."""
        rows = self._connection.rows("SELECT seed, item, story FROM hands")
        return {(row["seed"], f"i{row['item']}"): f"s{row['story']}" for row in rows}

    def count(self) -> int:
        """How many corrections there ever were."""
        return self._connection.figure("SELECT coalesce(max(id), 0) FROM regroupings")

    def _note(self, done: Regrouping, home: str, moves: Iterable[str]) -> None:
        """Remember what was done, and lead to the ``home`` of its items what was decided of them."""
        self._connection.run(_SHAPE.insert, _SHAPE.write(done))
        origin = done.others if home == done.story else (done.story,)
        values: dict[str, Stored] = {
            "story": number(home, "s"),
            "others": _numbers(origin, "s"),
            "items": _numbers(done.items, "i"),
        }
        for sql in moves:
            self._connection.run(sql, values)
        placed = [_placed(done, item, home) for item in done.items]
        rows = [shapes.ASSIGNMENT.write(one) for one in placed]
        self._connection.run_many(shapes.ASSIGNMENT.insert, rows)

    def _keep(self, story: Story) -> None:
        home = number(story.id, "s")
        rows: list[dict[str, Stored]] = [
            {"seed": story.seed, "item": number(item, "i"), "story": home} for item in story.items
        ]
        self._connection.run_many(_HAND, rows)


def _placed(done: Regrouping, item: str, story: str) -> Assignment:
    return Assignment(
        item=item,
        seed=done.seed,
        story=story,
        opened=False,
        similarity=1.0,
        reason=Reason.BY_HAND,
        at=done.at,
    )


def _numbers(shown: Iterable[str], kind: str) -> str:
    return json_text([number(one, kind) for one in shown])
