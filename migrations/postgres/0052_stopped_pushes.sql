-- Batches of a queue up to this position were stopped with their application, also those that nobody had read by then:
-- when the application is enabled again, they are not sent.
ALTER TABLE push_queue ADD COLUMN stopped_position BIGINT NOT NULL DEFAULT 0;
