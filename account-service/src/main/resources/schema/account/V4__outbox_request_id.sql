-- Of the request that wrote the row, by which it is found in the logs of all services; empty where
-- there was none. No request id of a create, which table request has.
ALTER TABLE outbox ADD COLUMN request_id VARCHAR(64) NOT NULL DEFAULT '';
