-- Imports by organization, newest first by their ids.
CREATE TABLE imports (
  org         TEXT    NOT NULL,
  id          TEXT    NOT NULL,
  campaign_id TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;

-- Rows of a file on their way to the leads; a row goes when its lead has it, a refused one a week after the import's end.
CREATE TABLE import_rows (
  org          TEXT    NOT NULL,
  import_id    TEXT    NOT NULL,
  number       INTEGER NOT NULL,
  line         INTEGER NOT NULL,
  cells        TEXT    NOT NULL, -- as in the file
  identifier   TEXT,             -- by what its lead is known
  given        TEXT,             -- what it says of a lead; null when it cannot be read as one
  fault        TEXT,             -- why it is refused; null when it is not
  is_rehearsal INTEGER NOT NULL,
  PRIMARY KEY (org, import_id, number)
) STRICT;
-- In a rehearsal earlier rows stand for the leads that they would make.
CREATE INDEX import_rows_rehearsed ON import_rows (org, import_id, identifier, number) WHERE is_rehearsal = 1;

-- Imports look for leads by these within a campaign; nobody else looks by them.
DROP INDEX leads_by_phone;
DROP INDEX leads_by_email;
CREATE INDEX leads_by_phone ON leads (phone, campaign_id);
CREATE INDEX leads_by_email ON leads (email, campaign_id);
