-- Imports by organization, newest first by their ids.
CREATE TABLE imports (
  org         text   COLLATE "C" NOT NULL,
  id          text   COLLATE "C" NOT NULL,
  campaign_id text   COLLATE "C" NOT NULL,
  status      text   COLLATE "C" NOT NULL,
  created_at  bigint NOT NULL,
  ended_at    bigint,
  PRIMARY KEY (org, id)
) WITH (fillfactor = 80);

-- Rows of a file on their way to the leads; a row goes when its lead has it, a refused one a week after the import's end.
CREATE TABLE import_rows (
  org          text   COLLATE "C" NOT NULL,
  import_id    text   COLLATE "C" NOT NULL,
  number       bigint NOT NULL,
  line         bigint NOT NULL,
  cells        text   COLLATE "C" NOT NULL, -- as in the file
  identifier   text   COLLATE "C",          -- by what its lead is known
  given        text   COLLATE "C",          -- what it says of a lead; null when it cannot be read as one
  fault        text   COLLATE "C",          -- why it is refused; null when it is not
  is_rehearsal bigint NOT NULL,
  PRIMARY KEY (org, import_id, number)
);
-- In a rehearsal earlier rows stand for the leads that they would make.
CREATE INDEX import_rows_rehearsed ON import_rows (org, import_id, identifier, number) WHERE is_rehearsal = 1;

-- Imports look for leads by these within a campaign; nobody else looks by them.
DROP INDEX leads_by_phone;
DROP INDEX leads_by_email;
CREATE INDEX leads_by_phone ON leads (phone, campaign_id);
CREATE INDEX leads_by_email ON leads (email, campaign_id);
