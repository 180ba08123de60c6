-- A database as the monitor of schema 5 left it: two invented polls, told to nobody yet.
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
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
CREATE TABLE marks (
            id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL REFERENCES items,
            seed TEXT NOT NULL, opinion TEXT NOT NULL, at TEXT NOT NULL
        ) STRICT
    ;
CREATE INDEX marks_item ON marks (item, seed);
CREATE TABLE regroupings (
            id INTEGER PRIMARY KEY AUTOINCREMENT, seed TEXT NOT NULL, hand TEXT NOT NULL,
            story INTEGER NOT NULL REFERENCES stories, others TEXT NOT NULL, items TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT
    ;
CREATE INDEX regroupings_story ON regroupings (story);
CREATE TABLE hands (
            seed TEXT NOT NULL, item INTEGER NOT NULL REFERENCES items,
            story INTEGER NOT NULL REFERENCES stories, PRIMARY KEY (seed, item)
        ) STRICT, WITHOUT ROWID
    ;
CREATE TABLE silences (
            id INTEGER PRIMARY KEY AUTOINCREMENT, seed TEXT NOT NULL, storyline TEXT NOT NULL,
            source TEXT NOT NULL, channel TEXT NOT NULL, text TEXT NOT NULL,
            even_flash INTEGER NOT NULL, reason TEXT NOT NULL, starts_at TEXT NOT NULL,
            ends_at TEXT NOT NULL
        ) STRICT
    ;
CREATE INDEX judgements_at ON judgements (at, seed, storyline, item);
CREATE INDEX developments_storyline ON developments (seed, storyline, at);
CREATE INDEX alerts_loudness ON alerts (priority, reason);
CREATE INDEX deliveries_state ON deliveries (state);
INSERT INTO _sqlite_migrations VALUES (1, 'monitor', 'first', '2026-11-22 23:42:59.169027+00:00');
INSERT INTO _sqlite_migrations VALUES (2, 'monitor', 'marks', '2026-11-22 23:42:59.169571+00:00');
INSERT INTO _sqlite_migrations VALUES (3, 'monitor', 'regroupings', '2025-11-20 12:00:00.000250+00:00');
INSERT INTO _sqlite_migrations VALUES (4, 'monitor', 'silences', '2025-11-20 12:00:00.000250+00:00');
INSERT INTO _sqlite_migrations VALUES (5, 'monitor', 'overview', '2025-11-20 12:00:00.000250+00:00');
INSERT INTO feeds VALUES ('https://news.example/rss', '', 'ok', 0, '', 'W/"x"', '', '', 450.0, '2025-11-20T12:00:00.000250Z', '2025-11-20T12:00:00.000250Z', '2025-11-20T12:10:00.000250Z', 0, NULL, NULL, NULL);
INSERT INTO items VALUES (1, 'Title 1', 'https://news.example/1', '', 'Summary 1', '2025-11-20T11:55:00.000250Z', NULL, '2025-11-20T12:00:00.000250Z', '2025-11-20T12:00:00.000250Z', 'Example Times', '', '', NULL);
INSERT INTO items VALUES (2, 'Title 2', 'https://news.example/2', '', 'Summary 2', '2025-11-20T11:55:00.000250Z', NULL, '2025-11-20T12:00:00.000250Z', '2025-11-20T12:00:00.000250Z', 'Example Times', '', '', NULL);
INSERT INTO aliases VALUES ('guid:1', 1, '2025-11-20T12:00:00.000250Z');
INSERT INTO aliases VALUES ('guid:2', 2, '2025-11-20T12:00:00.000250Z');
INSERT INTO aliases VALUES ('url:1', 1, '2025-11-20T12:00:00.000250Z');
INSERT INTO aliases VALUES ('url:2', 2, '2025-11-20T12:00:00.000250Z');
INSERT INTO sightings VALUES (1, 1, 'https://news.example/rss', '2025-11-20T12:00:00.000250Z', '2025-11-20T12:00:00.000250Z');
INSERT INTO sightings VALUES (2, 2, 'https://news.example/rss', '2025-11-20T12:00:00.000250Z', '2025-11-20T12:00:00.000250Z');
INSERT INTO matches VALUES (1, 1, 'talks', 0.7, 0.5, 1, 'MATCHED', '["peace-talks"]', '[{"kind":"entity","name":"José Ñandú","text":"Ñandú","field":"title","gain":0.31}]', '2025-11-20T12:00:00.000250Z');
INSERT INTO matches VALUES (2, 2, 'talks', 0.7, 0.5, 1, 'MATCHED', '["peace-talks"]', '[{"kind":"entity","name":"José Ñandú","text":"Ñandú","field":"title","gain":0.31}]', '2025-11-20T12:00:00.000250Z');
INSERT INTO stories VALUES (1, 'talks', 'Story 1', '["peace-talks"]', '["i1"]', '["Example Times"]', '2025-11-20T12:00:00.000250Z', '2025-11-20T12:00:00.000250Z');
INSERT INTO stories VALUES (2, 'talks', 'Story 2', '["peace-talks"]', '["i2"]', '["Example Times"]', '2025-11-20T12:00:00.000250Z', '2025-11-20T12:00:00.000250Z');
INSERT INTO assignments VALUES (1, 1, 'talks', 1, 1, 0.0, 'NEW_STORY', '2025-11-20T12:00:00.000250Z');
INSERT INTO assignments VALUES (2, 2, 'talks', 2, 1, 0.0, 'NEW_STORY', '2025-11-20T12:00:00.000250Z');
INSERT INTO judgements VALUES (1, 1, 'talks', 'peace-talks', 1, 'R4', 'N2', 'S2', 'advance', 'killed 80+ -> 87', '87 people were killed.', '[{"seed":"talks","storyline":"peace-talks","subject":"killed","value":"87","amount":87.0,"item":"i1","source":"Example Times","at":"2025-11-20T12:00:00.000250Z"}]', 'FIGURE_MOVED', '2025-11-20T12:00:00.000250Z');
INSERT INTO judgements VALUES (2, 2, 'talks', 'peace-talks', 2, 'R4', 'N2', 'S2', 'advance', 'killed 80+ -> 87', '87 people were killed.', '[{"seed":"talks","storyline":"peace-talks","subject":"killed","value":"87","amount":87.0,"item":"i2","source":"Example Times","at":"2025-11-20T12:00:00.000250Z"}]', 'FIGURE_MOVED', '2025-11-20T12:00:00.000250Z');
INSERT INTO facts VALUES (1, 'talks', 'peace-talks', 'killed', '87', 87.0, 1, 'Example Times', '2025-11-20T12:00:00.000250Z');
INSERT INTO facts VALUES (2, 'talks', 'peace-talks', 'killed', '87', 87.0, 2, 'Example Times', '2025-11-20T12:00:00.000250Z');
INSERT INTO developments VALUES (1, 'talks', 'peace-talks', 1, 1, 'advance', 'killed 80+ -> 87', '87 people were killed.', 'R4', 'N2', 'S2', 'Example Times', '2025-11-20T12:00:00.000250Z');
INSERT INTO developments VALUES (2, 'talks', 'peace-talks', 2, 2, 'advance', 'killed 80+ -> 87', '87 people were killed.', 'R4', 'N2', 'S2', 'Example Times', '2025-11-20T12:00:00.000250Z');
INSERT INTO alerts VALUES (1, 'talks', 'peace-talks', 'urgent', 'Talks', 'killed 80+ -> 87', '87 people were killed.', 'a watched number moved', 1, 1, '["i1"]', '["desk"]', 'INTERRUPTS', 'Example Times', 'https://news.example/1', '2025-11-20T12:00:00.000250Z');
INSERT INTO alerts VALUES (2, 'talks', 'peace-talks', 'urgent', 'Talks', 'killed 80+ -> 87', '87 people were killed.', 'a watched number moved', 2, 2, '["i2"]', '["desk"]', 'INTERRUPTS', 'Example Times', 'https://news.example/1', '2025-11-20T12:00:00.000250Z');
INSERT INTO tellings VALUES (1, 'desk', 1, 'talks', 'peace-talks', 1, 'urgent', 'told', 'INTERRUPTS', '2025-11-20T12:00:00.000250Z');
INSERT INTO tellings VALUES (2, 'desk', 2, 'talks', 'peace-talks', 2, 'urgent', 'told', 'INTERRUPTS', '2025-11-20T12:00:00.000250Z');
INSERT INTO deliveries VALUES (1, 'desk', '["a1"]', '{"key":"key1","title":"T","text":"Words \"quoted\"","html":"<p>Words</p>","chat":""}', 'pending', 0, '2025-11-20T12:00:00.000250Z', '2025-11-20T12:00:00.000250Z', NULL, '', NULL, NULL);
INSERT INTO deliveries VALUES (2, 'desk', '["a2"]', '{"key":"key2","title":"T","text":"Words \"quoted\"","html":"<p>Words</p>","chat":""}', 'pending', 0, '2025-11-20T12:00:00.000250Z', '2025-11-20T12:00:00.000250Z', NULL, '', NULL, NULL);
INSERT INTO seeds VALUES ('ferry', '2025-11-20T12:00:00.000250Z');
INSERT INTO notes VALUES ('digest:desk', '2026-01-01T08:00:00Z');
INSERT INTO marks VALUES (1, 2, 'talks', 'relevant', '2025-11-20T12:00:00.000250Z');
INSERT INTO regroupings VALUES (1, 'talks', 'merge', 1, '["s2"]', '["i2"]', '2025-11-20T12:00:00.000250Z');
INSERT INTO hands VALUES ('talks', 2, 1);
INSERT INTO silences VALUES (1, 'talks', '', '', '', '', 0, 'known here', '2025-11-20T12:00:00.000250Z', '2025-11-21T12:00:00.000250Z');
UPDATE sqlite_sequence SET seq = 2 WHERE name = 'alerts';
UPDATE sqlite_sequence SET seq = 2 WHERE name = 'deliveries';
UPDATE sqlite_sequence SET seq = 2 WHERE name = 'developments';
UPDATE sqlite_sequence SET seq = 2 WHERE name = 'items';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'marks';
UPDATE sqlite_sequence SET seq = 2 WHERE name = 'matches';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'regroupings';
UPDATE sqlite_sequence SET seq = 1 WHERE name = 'silences';
UPDATE sqlite_sequence SET seq = 2 WHERE name = 'stories';
INSERT INTO items_fts (items_fts) VALUES ('rebuild');
PRAGMA application_id = 1852143475;
PRAGMA user_version = 5;
