-- Finds the call that is being started to a number: a failure webhook may name nothing else.
CREATE INDEX interactions_starting ON interactions (phone) WHERE line IS NOT NULL AND conversation_id IS NULL;
