CREATE TABLE campaigns (
  id        text PRIMARY KEY,
  name      text NOT NULL,
  agent     text NOT NULL,
  agent_id  text NOT NULL,
  number    text NOT NULL,
  number_id text NOT NULL,
  prompt    text NOT NULL
);
INSERT INTO campaigns VALUES ('BENCH', 'Bench', 'Amy', 'agent_bench', '+12125550100', 'phnum_bench', 'You are {{ agent.name }}. Speak with {{ first_name }} about {{ campaign.name }}.');

CREATE TABLE leads (
  id             text PRIMARY KEY,
  campaign_id    text NOT NULL REFERENCES campaigns,
  first_name     text NOT NULL,
  last_name      text NOT NULL,
  email          text NOT NULL,
  phone          text NOT NULL,
  status         text NOT NULL,
  attempts       integer NOT NULL DEFAULT 0,
  active_call_id text,
  updated_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON leads (campaign_id, status);
CREATE INDEX ON leads (phone);

CREATE TABLE do_not_call (
  phone text PRIMARY KEY,
  since timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE calls (
  id              text PRIMARY KEY,
  lead_id         text NOT NULL REFERENCES leads,
  campaign_id     text NOT NULL REFERENCES campaigns,
  phone           text NOT NULL,
  prompt          text NOT NULL,
  status          text NOT NULL,
  error           text,
  conversation_id text,
  duration        integer,
  summary         text,
  transcript      jsonb,
  created_at      timestamptz NOT NULL DEFAULT now(),
  dialled_at      timestamptz,
  ended_at        timestamptz,
  found           tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(summary, '')) || jsonb_to_tsvector('simple', coalesce(transcript, '[]'), '"string"')) STORED
);
CREATE INDEX ON calls (lead_id, created_at DESC);
CREATE INDEX ON calls (campaign_id, created_at DESC);
CREATE INDEX ON calls (created_at DESC);
CREATE INDEX ON calls (conversation_id);
CREATE INDEX ON calls (created_at) WHERE status = 'queued';
CREATE INDEX ON calls (status) WHERE status IN ('dialling', 'talking');
CREATE INDEX ON calls USING gin (found);

CREATE TABLE webhooks (
  conversation_id text NOT NULL,
  type            text NOT NULL,
  body            bytea NOT NULL,
  received_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (conversation_id, type)
);

CREATE TABLE history (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call_id text NOT NULL,
  at      timestamptz NOT NULL DEFAULT now(),
  type    text NOT NULL,
  detail  text
);
CREATE INDEX ON history (call_id, id);
