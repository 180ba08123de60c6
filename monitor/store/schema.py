"""The tables, as a row of migrations: a shipped one is never edited, a change is a new one.

Ids are integers that are never given twice (AUTOINCREMENT remembers the highest). Rows of `items`
that were pruned keep their title and address, because aliases, stories and alerts point to them;
`pruned_at` takes them out of lists and of the search.
"""

from __future__ import annotations

import sqlite_utils
from sqlite_utils.migrations import Migrations

migrations = Migrations("monitor")

_FIRST = """
CREATE TABLE feeds (
    url TEXT PRIMARY KEY, location TEXT NOT NULL, state TEXT NOT NULL, failures INTEGER NOT NULL,
    error TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL, body_hash TEXT NOT NULL,
    every REAL, last_polled_at TEXT, last_ok_at TEXT, next_poll_at TEXT, gaps INTEGER NOT NULL,
    place INTEGER,  -- in the feeds file; NULL: no longer configured, history kept
    lease_owner TEXT, lease_until TEXT
) STRICT;
CREATE INDEX feeds_due ON feeds (next_poll_at) WHERE place IS NOT NULL;

CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, url TEXT NOT NULL,
    guid TEXT NOT NULL, summary TEXT NOT NULL, published TEXT, updated TEXT,
    first_seen_at TEXT NOT NULL, effective_at TEXT NOT NULL, source TEXT NOT NULL,
    language TEXT NOT NULL, wire TEXT NOT NULL, pruned_at TEXT
) STRICT;
CREATE INDEX items_seen ON items (first_seen_at);
CREATE INDEX items_url ON items (url) WHERE url <> '';

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
    title TEXT NOT NULL, summary TEXT NOT NULL, replaced_at TEXT NOT NULL
) STRICT;
CREATE INDEX revisions_item ON revisions (item);

CREATE TABLE aliases (
    key TEXT PRIMARY KEY, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
    last_seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_item ON aliases (item);

CREATE TABLE sightings (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
    feed TEXT NOT NULL, first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
    UNIQUE (item, feed)
) STRICT;
CREATE INDEX sightings_feed ON sightings (feed, last_seen_at);

CREATE VIEW whole_items AS SELECT items.*, (
    SELECT json_group_array(feed) FROM (
        SELECT feed FROM sightings WHERE sightings.item = items.id ORDER BY sightings.id)
) AS feeds FROM items;

-- What a configured feed held when it last gave anything new: it may be silent for months (304, or
-- the same body) and still carry these. Sightings are noted to the hour.
CREATE VIEW carried AS SELECT s.item FROM sightings AS s JOIN feeds AS f ON f.url = s.feed
WHERE f.place IS NOT NULL AND substr(s.last_seen_at, 1, 13) = (
    SELECT substr(max(l.last_seen_at), 1, 13) FROM sightings AS l WHERE l.feed = s.feed);

CREATE VIEW searchable AS SELECT id, title, summary FROM items WHERE pruned_at IS NULL;
CREATE VIRTUAL TABLE items_fts USING fts5 (
    title, summary, content = 'searchable', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE matches (
    id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL REFERENCES items,
    seed TEXT NOT NULL, score REAL NOT NULL, threshold REAL NOT NULL, verdict INTEGER NOT NULL,
    reason TEXT NOT NULL, storylines TEXT NOT NULL, evidence TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX matches_item ON matches (item);
CREATE INDEX matches_at ON matches (verdict, at);

CREATE TABLE stories (
    id INTEGER PRIMARY KEY AUTOINCREMENT, seed TEXT NOT NULL, title TEXT NOT NULL,
    storylines TEXT NOT NULL, items TEXT NOT NULL, sources TEXT NOT NULL,
    first_at TEXT NOT NULL, last_at TEXT NOT NULL
) STRICT;
CREATE INDEX stories_last ON stories (last_at);

CREATE TABLE assignments (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items, seed TEXT NOT NULL,
    story INTEGER NOT NULL REFERENCES stories, opened INTEGER NOT NULL, similarity REAL NOT NULL,
    reason TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX assignments_item ON assignments (item);
CREATE INDEX assignments_story ON assignments (story);

CREATE TABLE judgements (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items, seed TEXT NOT NULL,
    storyline TEXT NOT NULL, story INTEGER REFERENCES stories, relevance TEXT NOT NULL,
    novelty TEXT NOT NULL, significance TEXT NOT NULL, kind TEXT, delta TEXT NOT NULL,
    proof TEXT NOT NULL, facts TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX judgements_item ON judgements (item);
CREATE INDEX judgements_story ON judgements (story);

CREATE TABLE facts (
    id INTEGER PRIMARY KEY, seed TEXT NOT NULL, storyline TEXT NOT NULL, subject TEXT NOT NULL,
    value TEXT NOT NULL, amount REAL, item INTEGER REFERENCES items, source TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX facts_storyline ON facts (seed, storyline);
CREATE INDEX facts_item ON facts (item);

CREATE TABLE developments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, seed TEXT NOT NULL, storyline TEXT NOT NULL,
    story INTEGER NOT NULL REFERENCES stories, item INTEGER NOT NULL REFERENCES items,
    kind TEXT NOT NULL, delta TEXT NOT NULL, proof TEXT NOT NULL, relevance TEXT NOT NULL,
    novelty TEXT NOT NULL, significance TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX developments_at ON developments (at);
CREATE INDEX developments_story ON developments (story);
CREATE INDEX developments_item ON developments (item);

CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, seed TEXT NOT NULL, storyline TEXT NOT NULL,
    priority TEXT NOT NULL, title TEXT NOT NULL, delta TEXT NOT NULL, proof TEXT NOT NULL,
    why TEXT NOT NULL, story INTEGER REFERENCES stories,
    development INTEGER REFERENCES developments, items TEXT NOT NULL, channels TEXT NOT NULL,
    reason TEXT NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX alerts_at ON alerts (at);
CREATE INDEX alerts_story ON alerts (story);
CREATE INDEX alerts_development ON alerts (development);

CREATE TABLE tellings (
    id INTEGER PRIMARY KEY, channel TEXT NOT NULL, alert INTEGER NOT NULL REFERENCES alerts,
    seed TEXT NOT NULL, storyline TEXT NOT NULL, story INTEGER REFERENCES stories,
    priority TEXT NOT NULL, standing TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (channel, alert)
) STRICT;
CREATE INDEX tellings_alert ON tellings (alert);
CREATE INDEX tellings_story ON tellings (story);
CREATE INDEX tellings_at ON tellings (standing, at);

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, alerts TEXT NOT NULL,
    message TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
    created_at TEXT NOT NULL, next_attempt_at TEXT NOT NULL, sent_at TEXT, error TEXT NOT NULL,
    lease_owner TEXT, lease_until TEXT
) STRICT;
CREATE INDEX deliveries_at ON deliveries (created_at);
CREATE INDEX deliveries_open ON deliveries (created_at) WHERE state IN ('pending', 'leased');

CREATE TABLE receipts (
    id INTEGER PRIMARY KEY, delivery INTEGER NOT NULL REFERENCES deliveries, at TEXT NOT NULL,
    ok INTEGER NOT NULL, permanent INTEGER NOT NULL, detail TEXT NOT NULL, retry_after REAL
) STRICT;
CREATE INDEX receipts_delivery ON receipts (delivery);

CREATE TABLE seeds (slug TEXT PRIMARY KEY, added_at TEXT NOT NULL) STRICT;
CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


@migrations()
def first(db: sqlite_utils.Database) -> None:
    """All tables of the first version."""
    db.executescript(_FIRST)


@migrations()
def marks(db: sqlite_utils.Database) -> None:
    """What users said of items. The newest row of an item and seed is in force; undoing drops it."""
    db.execute("""
        CREATE TABLE marks (
            id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL REFERENCES items,
            seed TEXT NOT NULL, opinion TEXT NOT NULL, at TEXT NOT NULL
        ) STRICT
    """)
    db.execute("CREATE INDEX marks_item ON marks (item, seed)")


@migrations()
def regroupings(db: sqlite_utils.Database) -> None:
    """Stories merged and split by hand, and where each item concerned stood after it."""
    db.execute("""
        CREATE TABLE regroupings (
            id INTEGER PRIMARY KEY AUTOINCREMENT, seed TEXT NOT NULL, hand TEXT NOT NULL,
            story INTEGER NOT NULL REFERENCES stories, others TEXT NOT NULL, items TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT
    """)
    db.execute("CREATE INDEX regroupings_story ON regroupings (story)")
    db.execute("""
        CREATE TABLE hands (
            seed TEXT NOT NULL, item INTEGER NOT NULL REFERENCES items,
            story INTEGER NOT NULL REFERENCES stories, PRIMARY KEY (seed, item)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def silences(db: sqlite_utils.Database) -> None:
    """What holds alerts back, and messages with words of their own for chat services."""
    db.execute("""
        CREATE TABLE silences (
            id INTEGER PRIMARY KEY AUTOINCREMENT, seed TEXT NOT NULL, storyline TEXT NOT NULL,
            source TEXT NOT NULL, channel TEXT NOT NULL, text TEXT NOT NULL,
            even_flash INTEGER NOT NULL, reason TEXT NOT NULL, starts_at TEXT NOT NULL,
            ends_at TEXT NOT NULL
        ) STRICT
    """)
    db.execute("UPDATE deliveries SET message = json_insert(message, '$.chat', '')")


@migrations()
def overview(db: sqlite_utils.Database) -> None:
    """Indexes for pages: figures by day, the developments of a storyline, totals by state."""
    db.execute("CREATE INDEX judgements_at ON judgements (at, seed, storyline, item)")
    db.execute("CREATE INDEX developments_storyline ON developments (seed, storyline, at)")
    db.execute("CREATE INDEX alerts_loudness ON alerts (priority, reason)")
    db.execute("CREATE INDEX deliveries_state ON deliveries (state)")


@migrations()
def narrowing(db: sqlite_utils.Database) -> None:
    """Indexes for lists of one source or seed, and for what a feed brought of late."""
    db.execute("CREATE INDEX items_source ON items (source COLLATE NOCASE, first_seen_at)")
    db.execute("CREATE INDEX matches_seed ON matches (seed, verdict, at)")
    db.execute("CREATE INDEX stories_seed ON stories (seed, last_at)")
    db.execute("CREATE INDEX sightings_first ON sightings (feed, first_seen_at)")
