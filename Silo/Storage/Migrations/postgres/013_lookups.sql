-- Calls that came in, by the number that calls; deliveries, by the call that they tell of.
CREATE INDEX interactions_answered ON interactions (phone) WHERE direction = 'inbound' AND status = 'in_progress';
CREATE INDEX deliveries_of_call ON deliveries (org, interaction_id);
