-- What the world is told: written in the commit of what happened, sent from here. due_at is null once it is over.
CREATE TABLE deliveries (
  org            TEXT    NOT NULL,
  id             TEXT    NOT NULL,
  event          TEXT    NOT NULL,
  receiver       TEXT    NOT NULL, -- organization/campaign: a slow one is not to hold up others
  campaign_id    TEXT    NOT NULL,
  lead_id        TEXT    NOT NULL,
  interaction_id TEXT,
  status         TEXT    NOT NULL, -- the call's or the lead's, as it was then
  happened_at    INTEGER NOT NULL,
  state          TEXT    NOT NULL,
  url            TEXT,
  body           TEXT,
  attempts       TEXT    NOT NULL DEFAULT '[]',
  tries          INTEGER NOT NULL DEFAULT 0,
  due_at         INTEGER,
  completed_at   INTEGER,
  PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX deliveries_due ON deliveries (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_of_lead ON deliveries (org, lead_id);
CREATE INDEX deliveries_completed ON deliveries (completed_at, id) WHERE completed_at IS NOT NULL;
