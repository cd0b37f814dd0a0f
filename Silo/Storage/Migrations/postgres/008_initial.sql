-- The whole schema as of number 8, where PostgreSQL joined SQLite.
-- Instants are milliseconds since 1970-01-01T00:00Z. Booleans are 0 or 1. JSON is text, as it was written.
-- "org" is the organization's id; "id" is what stands behind it in a grain's key. Text is compared byte by byte, as everywhere in the product.

-- Rows that change leave room on their page for the next version (fillfactor): then no index has to hear of it.

-- What grains committed last. version is the ETag. wake_at is moved on by each claim of the sweeper and set anew by each commit.
CREATE TABLE grain_state (
  type       text   COLLATE "C" NOT NULL,
  key        text   COLLATE "C" NOT NULL,
  version    bigint NOT NULL,
  state      text   COLLATE "C" NOT NULL,
  wake_at    bigint,
  wake_tries bigint NOT NULL DEFAULT 0,
  updated_at bigint NOT NULL,
  PRIMARY KEY (type, key)
) WITH (fillfactor = 80);
CREATE INDEX grain_state_due ON grain_state (wake_at, type, key) WHERE wake_at IS NOT NULL;

-- History, never changed but where a person is forgotten.
CREATE TABLE events (
  seq    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org    text   COLLATE "C" NOT NULL,
  stream text   COLLATE "C" NOT NULL,
  at     bigint NOT NULL,
  type   text   COLLATE "C" NOT NULL,
  actor  text   COLLATE "C" NOT NULL,
  data   text   COLLATE "C" NOT NULL
);
CREATE INDEX events_of_stream ON events (org, stream, seq);

-- Read tables: written in the commit of the grain whose row it is.
CREATE TABLE interactions (
  org               text   COLLATE "C" NOT NULL,
  id                text   COLLATE "C" NOT NULL,
  lead_id           text   COLLATE "C",
  campaign_id       text   COLLATE "C",
  agent_id          text   COLLATE "C",
  status            text   COLLATE "C" NOT NULL,
  direction         text   COLLATE "C" NOT NULL,
  source            text   COLLATE "C" NOT NULL,
  is_test           bigint NOT NULL DEFAULT 0,
  phone             text   COLLATE "C",
  from_number       text   COLLATE "C",
  provider          text   COLLATE "C",
  provider_agent_id text   COLLATE "C",
  conversation_id   text   COLLATE "C",
  line              text   COLLATE "C", -- the provider, while the call holds a slot of its line
  dialled           bigint NOT NULL DEFAULT 0,
  created_at        bigint NOT NULL,
  updated_at        bigint NOT NULL,
  ended_at          bigint,
  deadline_at       bigint,
  spoken_to         bigint NOT NULL DEFAULT 0,
  keeps_raw         bigint NOT NULL DEFAULT 0, -- what a call that is over still keeps: what went to and came from the provider, and what was said
  keeps_said        bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (org, id)
) WITH (fillfactor = 80);
CREATE INDEX interactions_of_lead ON interactions (org, lead_id, created_at DESC, id DESC);
CREATE INDEX interactions_of_campaign ON interactions (org, campaign_id, created_at DESC, id DESC);
CREATE INDEX interactions_of_status ON interactions (org, status, created_at DESC, id DESC);
CREATE INDEX interactions_by_time ON interactions (org, created_at DESC, id DESC);
CREATE INDEX interactions_by_phone ON interactions (org, phone, status, id);
CREATE INDEX interactions_by_id ON interactions (id);
CREATE INDEX interactions_by_conversation ON interactions (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX interactions_on_line ON interactions (org, line) WHERE line IS NOT NULL;
-- Finds the call that is being started to a number: a failure webhook may name nothing else.
CREATE INDEX interactions_starting ON interactions (phone) WHERE line IS NOT NULL AND conversation_id IS NULL;
CREATE INDEX interactions_running ON interactions (org, created_at DESC, id DESC) WHERE status = 'in_progress';
CREATE INDEX interactions_of_dialer ON interactions (org, campaign_id) WHERE status = 'in_progress' AND source IN ('auto_dialer', 'first_submission');
CREATE INDEX interactions_keeping_raw ON interactions (org, ended_at, id) WHERE keeps_raw = 1;
CREATE INDEX interactions_keeping_said ON interactions (org, ended_at, id) WHERE keeps_said = 1;

CREATE TABLE leads (
  org                   text   COLLATE "C" NOT NULL,
  id                    text   COLLATE "C" NOT NULL,
  campaign_id           text   COLLATE "C",
  status                text   COLLATE "C" NOT NULL,
  first_name            text   COLLATE "C",
  last_name             text   COLLATE "C",
  email                 text   COLLATE "C",
  phone                 text   COLLATE "C",
  is_test               bigint NOT NULL DEFAULT 0,
  is_dnc                bigint NOT NULL DEFAULT 0,
  active_interaction_id text   COLLATE "C",
  timezone              text   COLLATE "C",
  search                text   COLLATE "C", -- what a word is looked for in, in lower case: name, e-mail, phone
  dialer                text   COLLATE "C", -- the campaign in whose dialer it waits; all from here on are null in any other
  lane                  text   COLLATE "C",
  zone_key              text   COLLATE "C", -- all that decides the hours of the place
  attempt               bigint,             -- the number of the next one
  not_before            bigint,             -- by the sequence, or a callback
  due_at                bigint,             -- the later of that and of what holds it
  held_by               text   COLLATE "C", -- the rule that makes due_at later than not_before
  created_at            bigint NOT NULL,
  updated_at            bigint NOT NULL,
  PRIMARY KEY (org, id)
) WITH (fillfactor = 80);
CREATE INDEX leads_of_campaign ON leads (org, campaign_id, id);
CREATE INDEX leads_of_status ON leads (org, status, id);
CREATE INDEX leads_by_status ON leads (org, campaign_id, status);
CREATE INDEX leads_by_phone ON leads (org, phone);
CREATE INDEX leads_by_email ON leads (org, email);
CREATE INDEX leads_test ON leads (org, id) WHERE is_test = 1;
CREATE INDEX leads_dnc ON leads (org, id) WHERE is_dnc = 1;
-- Leads that share clocks and step lie together in the order in which they fall due. One entry holds all that is asked for.
CREATE INDEX leads_in_dialer ON leads (org, dialer, lane, zone_key, attempt, due_at, id) INCLUDE (not_before, held_by, status) WHERE dialer IS NOT NULL;
CREATE INDEX leads_held ON leads (org, dialer, id, due_at) WHERE held_by IS NOT NULL;

CREATE TABLE campaigns (
  org         text   COLLATE "C" NOT NULL,
  id          text   COLLATE "C" NOT NULL,
  name        text   COLLATE "C" NOT NULL,
  active      bigint NOT NULL,
  archived    bigint NOT NULL DEFAULT 0,
  client_id   text   COLLATE "C",
  client_name text   COLLATE "C",
  offer_id    text   COLLATE "C",
  offer_name  text   COLLATE "C",
  created_at  bigint NOT NULL,
  updated_at  bigint NOT NULL,
  PRIMARY KEY (org, id)
) WITH (fillfactor = 80);

CREATE TABLE numbers (
  org                    text   COLLATE "C" NOT NULL,
  id                     text   COLLATE "C" NOT NULL, -- E.164
  listed                 bigint NOT NULL DEFAULT 0,
  reason                 text   COLLATE "C",
  listed_by              text   COLLATE "C",
  listed_at              bigint,
  running_interaction_id text   COLLATE "C",
  updated_at             bigint NOT NULL,
  PRIMARY KEY (org, id)
) WITH (fillfactor = 80);
CREATE INDEX numbers_listed ON numbers (org, id) WHERE listed = 1;

-- A text without case and accents.
CREATE FUNCTION plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu");

-- The words of a text, as PostgreSQL can look for them: runs of letters and digits. At most 200,000 letters of a text and 200 of a word are looked at: what is larger must not
-- keep a call from being stored.
CREATE FUNCTION words_of(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_tsvector('pg_catalog.simple', regexp_replace(
  regexp_replace(plain(left(words, 200000)), '[^[:alnum:]]+', ' ', 'g'), '([[:alnum:]]{200})[[:alnum:]]+', '\1', 'g'));

-- What was said in a call that is over; null when nothing was, or when it is forgotten.
CREATE TABLE spoken (
  org   text COLLATE "C" NOT NULL,
  id    text COLLATE "C" NOT NULL,
  words text COLLATE "C",
  found tsvector GENERATED ALWAYS AS (words_of(words)) STORED,
  PRIMARY KEY (org, id)
);
CREATE INDEX spoken_found ON spoken USING gin (found);

-- Names of leads, first and last.
CREATE TABLE lead_names (
  org   text COLLATE "C" NOT NULL,
  id    text COLLATE "C" NOT NULL,
  words text COLLATE "C",
  found tsvector GENERATED ALWAYS AS (words_of(words)) STORED,
  PRIMARY KEY (org, id)
);
CREATE INDEX lead_names_found ON lead_names USING gin (found);

-- Agents, prompts, phone numbers, organizations, keys: versioned rows.
CREATE TABLE settings (
  org        text   COLLATE "C" NOT NULL,
  kind       text   COLLATE "C" NOT NULL,
  id         text   COLLATE "C" NOT NULL,
  version    bigint NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  data       text   COLLATE "C" NOT NULL,
  PRIMARY KEY (org, kind, id)
);
CREATE INDEX settings_of_kind ON settings (kind, org, id);

-- Acknowledged webhooks. due_at is null once it is completed, and body is empty then.
CREATE TABLE inbox (
  id              text   COLLATE "C" NOT NULL PRIMARY KEY,
  provider        text   COLLATE "C" NOT NULL,
  conversation_id text   COLLATE "C" NOT NULL,
  type            text   COLLATE "C" NOT NULL,
  received_at     bigint NOT NULL,
  body            bytea  NOT NULL,
  tries           bigint NOT NULL DEFAULT 0,
  due_at          bigint,
  status          text   COLLATE "C",
  completed_at    bigint,
  UNIQUE (provider, conversation_id, type)
);
CREATE INDEX inbox_due ON inbox (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX inbox_completed ON inbox (completed_at, id) WHERE completed_at IS NOT NULL;

-- Reminders of grains, split by the uniform hash of the grain's id. period is in milliseconds.
CREATE TABLE reminders (
  grain_id text   COLLATE "C" NOT NULL,
  name     text   COLLATE "C" NOT NULL,
  hash     bigint NOT NULL,
  start_at bigint NOT NULL,
  period   bigint NOT NULL,
  version  bigint NOT NULL,
  PRIMARY KEY (grain_id, name)
);
CREATE INDEX reminders_by_hash ON reminders (hash);

-- Small facts about the installation, by name.
CREATE TABLE marks (
  name  text COLLATE "C" NOT NULL PRIMARY KEY,
  value text COLLATE "C" NOT NULL
);

-- instr, as the other dialect calls it.
CREATE FUNCTION instr(text text, part text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN strpos(text, part);
