-- Lists that have few of many rows, and searches that look through a column, read an index alone.
CREATE INDEX interactions_of_status ON interactions (org, status, created_at DESC, id DESC);
DROP INDEX interactions_of_lead;
CREATE INDEX interactions_of_lead ON interactions (org, lead_id, created_at DESC, id DESC);
DROP INDEX interactions_by_phone;
CREATE INDEX interactions_by_phone ON interactions (org, phone, status, id);
CREATE INDEX leads_searched ON leads (org, id, created_at, phone, search);
CREATE INDEX leads_test ON leads (org, id) WHERE is_test = 1;
CREATE INDEX leads_dnc ON leads (org, id) WHERE is_dnc = 1;
