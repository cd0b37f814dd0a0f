-- What the world is told: written in the commit of what happened, sent from here. due_at is null once it is over.
CREATE TABLE deliveries (
  org            text   COLLATE "C" NOT NULL,
  id             text   COLLATE "C" NOT NULL,
  event          text   COLLATE "C" NOT NULL,
  receiver       text   COLLATE "C" NOT NULL, -- organization/campaign: a slow one is not to hold up others
  campaign_id    text   COLLATE "C" NOT NULL,
  lead_id        text   COLLATE "C" NOT NULL,
  interaction_id text   COLLATE "C",
  status         text   COLLATE "C" NOT NULL, -- the call's or the lead's, as it was then
  happened_at    bigint NOT NULL,
  state          text   COLLATE "C" NOT NULL,
  url            text   COLLATE "C",
  body           text   COLLATE "C",
  attempts       text   COLLATE "C" NOT NULL DEFAULT '[]',
  tries          bigint NOT NULL DEFAULT 0,
  due_at         bigint,
  completed_at   bigint,
  PRIMARY KEY (org, id)
) WITH (fillfactor = 80);
CREATE INDEX deliveries_due ON deliveries (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_of_lead ON deliveries (org, lead_id);
CREATE INDEX deliveries_completed ON deliveries (completed_at, id) WHERE completed_at IS NOT NULL;
