-- Instants are INTEGER milliseconds since 1970-01-01T00:00Z. Booleans are 0 or 1. JSON is TEXT.
-- "org" is the organization's id; "id" is what stands behind it in a grain's key.

PRAGMA application_id = 1280529987; -- "LSVC": a SQLite file of something else is refused

-- What grains committed last. version is the ETag. wake_at is moved on by each claim of the sweeper and set anew by each commit.
CREATE TABLE grain_state (
  type       TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  state      TEXT    NOT NULL,
  wake_at    INTEGER,
  wake_tries INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (type, key)
) STRICT;
CREATE INDEX grain_state_due ON grain_state (wake_at) WHERE wake_at IS NOT NULL;

-- History, never changed.
CREATE TABLE events (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  org    TEXT    NOT NULL,
  stream TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  type   TEXT    NOT NULL,
  actor  TEXT    NOT NULL,
  data   TEXT    NOT NULL
) STRICT;
CREATE INDEX events_of_stream ON events (org, stream, seq);

-- Read tables: written in the commit of the grain whose row it is.
CREATE TABLE interactions (
  org               TEXT    NOT NULL,
  id                TEXT    NOT NULL,
  lead_id           TEXT,
  campaign_id       TEXT,
  agent_id          TEXT,
  status            TEXT    NOT NULL,
  direction         TEXT    NOT NULL,
  source            TEXT    NOT NULL,
  is_test           INTEGER NOT NULL DEFAULT 0,
  phone             TEXT,
  from_number       TEXT,
  provider          TEXT,
  provider_agent_id TEXT,
  conversation_id   TEXT,
  line              TEXT, -- the provider, while the call holds a slot of its line
  dialled           INTEGER NOT NULL DEFAULT 0,
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  ended_at          INTEGER,
  deadline_at       INTEGER,
  spoken_to         INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX interactions_of_lead ON interactions (org, lead_id, created_at DESC);
CREATE INDEX interactions_by_time ON interactions (org, created_at DESC, id DESC);
CREATE INDEX interactions_by_phone ON interactions (org, phone, status);
CREATE INDEX interactions_by_id ON interactions (id);
CREATE INDEX interactions_by_conversation ON interactions (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX interactions_on_line ON interactions (org, line) WHERE line IS NOT NULL;

CREATE TABLE leads (
  org                   TEXT    NOT NULL,
  id                    TEXT    NOT NULL,
  campaign_id           TEXT,
  status                TEXT    NOT NULL,
  first_name            TEXT,
  last_name             TEXT,
  email                 TEXT,
  phone                 TEXT,
  is_test               INTEGER NOT NULL DEFAULT 0,
  is_dnc                INTEGER NOT NULL DEFAULT 0,
  active_interaction_id TEXT,
  timezone              TEXT,
  created_at            INTEGER NOT NULL,
  updated_at            INTEGER NOT NULL,
  PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX leads_by_time ON leads (org, created_at DESC, id DESC);
CREATE INDEX leads_of_campaign ON leads (org, campaign_id, created_at DESC, id DESC);
CREATE INDEX leads_by_phone ON leads (org, phone);
CREATE INDEX leads_by_email ON leads (org, email);

CREATE TABLE campaigns (
  org         TEXT    NOT NULL,
  id          TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  active      INTEGER NOT NULL,
  archived    INTEGER NOT NULL DEFAULT 0,
  client_id   TEXT,
  client_name TEXT,
  offer_id    TEXT,
  offer_name  TEXT,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE numbers (
  org                    TEXT    NOT NULL,
  id                     TEXT    NOT NULL, -- E.164
  listed                 INTEGER NOT NULL DEFAULT 0,
  reason                 TEXT,
  listed_by              TEXT,
  listed_at              INTEGER,
  running_interaction_id TEXT,
  updated_at             INTEGER NOT NULL,
  PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX numbers_listed ON numbers (org, id) WHERE listed = 1;

-- Agents, prompts, phone numbers, organizations, keys: versioned rows.
CREATE TABLE settings (
  org        TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  id         TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  data       TEXT    NOT NULL,
  PRIMARY KEY (org, kind, id)
) STRICT;
CREATE INDEX settings_of_kind ON settings (kind, org, id);

-- Acknowledged webhooks. due_at is null once it is completed, and body is empty then.
CREATE TABLE inbox (
  id              TEXT    NOT NULL PRIMARY KEY,
  provider        TEXT    NOT NULL,
  conversation_id TEXT    NOT NULL,
  type            TEXT    NOT NULL,
  received_at     INTEGER NOT NULL,
  body            BLOB    NOT NULL,
  tries           INTEGER NOT NULL DEFAULT 0,
  due_at          INTEGER,
  status          TEXT,
  completed_at    INTEGER,
  UNIQUE (provider, conversation_id, type)
) STRICT;
CREATE INDEX inbox_due ON inbox (due_at, id) WHERE due_at IS NOT NULL;

-- Reminders of grains, split by the uniform hash of the grain's id. period is in milliseconds.
CREATE TABLE reminders (
  grain_id TEXT    NOT NULL,
  name     TEXT    NOT NULL,
  hash     INTEGER NOT NULL,
  start_at INTEGER NOT NULL,
  period   INTEGER NOT NULL,
  version  INTEGER NOT NULL,
  PRIMARY KEY (grain_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminders_by_hash ON reminders (hash);

-- Small facts about the installation, by name.
CREATE TABLE marks (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How many commits a writer has made: after a connection lost at commit this says whether that commit happened.
CREATE TABLE commits (
  writer TEXT    NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
