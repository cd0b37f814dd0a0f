-- Requests that were made under an Idempotency-Key: there before the work begins, completed with the answer after it. status is null until then.
CREATE TABLE keyed_requests (
  org         text   COLLATE "C" NOT NULL,
  key         text   COLLATE "C" NOT NULL,
  fingerprint text   COLLATE "C" NOT NULL,
  created_at  bigint NOT NULL,
  holder      text   COLLATE "C" NOT NULL,
  held_until  bigint NOT NULL,
  status      bigint,
  headers     text   COLLATE "C",
  body        bytea,
  PRIMARY KEY (org, key)
);
CREATE INDEX keyed_requests_by_age ON keyed_requests (created_at);

-- What people and keys have changed, newest first; a condition that names the same types in the same order reads this index alone.
CREATE INDEX events_of_changes ON events (org, seq) WHERE type IN (
  'campaign_created', 'campaign_changed', 'dialer_paused', 'dialer_resumed', 'voice_agent.created', 'voice_agent.updated', 'prompt_template.created', 'prompt_template.updated',
  'phone_number.created', 'phone_number.updated', 'organization.created', 'organization.updated', 'api_key.created', 'api_key.updated', 'webhook_secret.created', 'webhook_secret.updated', 'listed', 'unlisted', 'dnc_set', 'dnc_lifted', 'erased');
