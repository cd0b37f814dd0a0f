-- What was completed long ago is purged, the oldest first.
CREATE INDEX inbox_completed ON inbox (completed_at, id) WHERE completed_at IS NOT NULL;
