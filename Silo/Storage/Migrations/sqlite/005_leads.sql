-- Leads are listed by id, which sorts by the time of their making: the last id of a page is its cursor, also when that lead is gone.
-- search holds what a word is looked for in, in lower case: name, e-mail, phone.
ALTER TABLE leads ADD COLUMN search TEXT;
UPDATE leads SET search = lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || char(10) || coalesce(email, '') || char(10) || coalesce(phone, ''));

DROP INDEX leads_by_time;
DROP INDEX leads_of_campaign;
CREATE INDEX leads_of_campaign ON leads (org, campaign_id, id);
CREATE INDEX leads_of_status ON leads (org, status, id);
