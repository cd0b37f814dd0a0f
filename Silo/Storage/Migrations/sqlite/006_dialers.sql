-- A lead that waits in its campaign's dialer; all of these are null in any other, also while a call of it is decided or running.
ALTER TABLE leads ADD COLUMN dialer     TEXT;    -- the campaign
ALTER TABLE leads ADD COLUMN lane       TEXT;
ALTER TABLE leads ADD COLUMN zone_key   TEXT;    -- all that decides the hours of the place
ALTER TABLE leads ADD COLUMN attempt    INTEGER; -- the number of the next one
ALTER TABLE leads ADD COLUMN not_before INTEGER; -- by the sequence, or a callback
ALTER TABLE leads ADD COLUMN due_at     INTEGER; -- the later of that and of what holds it
ALTER TABLE leads ADD COLUMN held_by    TEXT;    -- the rule that makes due_at later than not_before

-- Leads that share clocks and step lie together in the order in which they fall due. One entry holds all that is asked for.
CREATE INDEX leads_in_dialer ON leads (org, dialer, lane, zone_key, attempt, due_at, id, not_before, held_by, status) WHERE dialer IS NOT NULL;

-- Those whom a rule refused: few, and looked for when settings change.
CREATE INDEX leads_held ON leads (org, dialer, id, due_at) WHERE held_by IS NOT NULL;

-- The calls that a dialer has running.
CREATE INDEX interactions_of_dialer ON interactions (org, campaign_id) WHERE status = 'in_progress' AND source IN ('auto_dialer', 'first_submission');
