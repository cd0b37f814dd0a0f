-- The console counts a campaign's leads by status, and follows the calls that run.
CREATE INDEX leads_by_status ON leads (org, campaign_id, status);
CREATE INDEX interactions_running ON interactions (org, created_at DESC, id DESC) WHERE status = 'in_progress';
