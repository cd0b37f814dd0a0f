-- What was said in a call that is over; null when nothing was, or when it is forgotten. FTS5 needs a number that VACUUM leaves alone.
CREATE TABLE spoken (
  number INTEGER NOT NULL PRIMARY KEY,
  org    TEXT    NOT NULL,
  id     TEXT    NOT NULL,
  words  TEXT,
  UNIQUE (org, id)
) STRICT;
CREATE VIRTUAL TABLE spoken_index USING fts5 (words, content = 'spoken', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO spoken_index (spoken_index, rank) VALUES ('secure-delete', 1); -- what is forgotten does not stay in the index
CREATE TRIGGER spoken_added AFTER INSERT ON spoken BEGIN
  INSERT INTO spoken_index (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER spoken_changed AFTER UPDATE OF words ON spoken WHEN new.words IS NOT old.words BEGIN
  INSERT INTO spoken_index (spoken_index, rowid, words) VALUES ('delete', old.number, old.words);
  INSERT INTO spoken_index (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER spoken_removed AFTER DELETE ON spoken BEGIN
  INSERT INTO spoken_index (spoken_index, rowid, words) VALUES ('delete', old.number, old.words);
END;

-- Names of leads, first and last.
CREATE TABLE lead_names (
  number INTEGER NOT NULL PRIMARY KEY,
  org    TEXT    NOT NULL,
  id     TEXT    NOT NULL,
  words  TEXT,
  UNIQUE (org, id)
) STRICT;
CREATE VIRTUAL TABLE lead_names_index USING fts5 (words, content = 'lead_names', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO lead_names_index (lead_names_index, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER lead_names_added AFTER INSERT ON lead_names BEGIN
  INSERT INTO lead_names_index (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER lead_names_changed AFTER UPDATE OF words ON lead_names WHEN new.words IS NOT old.words BEGIN
  INSERT INTO lead_names_index (lead_names_index, rowid, words) VALUES ('delete', old.number, old.words);
  INSERT INTO lead_names_index (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER lead_names_removed AFTER DELETE ON lead_names BEGIN
  INSERT INTO lead_names_index (lead_names_index, rowid, words) VALUES ('delete', old.number, old.words);
END;

-- What a call that is over still keeps: what went to and came from the provider, and what was said.
ALTER TABLE interactions ADD COLUMN keeps_raw INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interactions ADD COLUMN keeps_said INTEGER NOT NULL DEFAULT 0;
CREATE INDEX interactions_keeping_raw ON interactions (org, ended_at, id) WHERE keeps_raw = 1;
CREATE INDEX interactions_keeping_said ON interactions (org, ended_at, id) WHERE keeps_said = 1;
CREATE INDEX interactions_of_campaign ON interactions (org, campaign_id, created_at DESC, id DESC);

-- Rows from before.
INSERT INTO spoken (org, id, words)
SELECT i.org, i.id, (SELECT group_concat(json_extract(line.value, '$.message'), char(10) ORDER BY line.key) FROM json_each(s.state, '$.transcript') line)
FROM interactions i JOIN grain_state s ON s.type = 'call' AND s.key = i.org || '/' || i.id WHERE json_extract(s.state, '$.phase') = 'final';
INSERT INTO lead_names (org, id, words) SELECT org, id, nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') FROM leads;
UPDATE interactions SET
  keeps_raw = 1,
  keeps_said = coalesce(json_array_length(s.state, '$.transcript'), 0) > 0 OR json_extract(s.state, '$.summary') IS NOT NULL
    OR coalesce(json_extract(s.state, '$.collected'), '{}') <> '{}' OR coalesce(json_extract(s.state, '$.hasRecording'), 0)
FROM grain_state s WHERE s.type = 'call' AND s.key = interactions.org || '/' || interactions.id AND json_extract(s.state, '$.phase') = 'final';
