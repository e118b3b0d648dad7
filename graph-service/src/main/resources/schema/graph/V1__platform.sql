-- The tables that every keyspace has. Ids and times (microseconds since 1970) are BIGINT.

-- News for those who tail the change log; a row is never updated. Its readers see the insert in the
-- log, so a row may go once nobody can be that far behind.
CREATE TABLE outbox (
  id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  payload MEDIUMBLOB NOT NULL,
  PRIMARY KEY (id) COMMENT 'Sweeper: the oldest rows; BinlogChangeLog: one row'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Results of creates by request id. The fingerprint is the SHA-256 of the request.
CREATE TABLE request (
  user_id BIGINT NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  fingerprint VARBINARY(32) NOT NULL,
  result_id BIGINT NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, request_id) COMMENT 'RequestIds: one request',
  KEY request_by_time (create_micros) COMMENT 'Sweeper: the oldest rows'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How far a consumer of this keyspace's service has come in a stream, and who runs it: the epoch
-- grows with every holder, and only the current one moves the position.
CREATE TABLE changelog_position (
  consumer VARCHAR(64) NOT NULL,
  stream VARCHAR(128) NOT NULL,
  log_position VARCHAR(4096) NULL,
  epoch BIGINT NOT NULL,
  holder VARCHAR(64) NOT NULL,
  lease_until_micros BIGINT NOT NULL,
  PRIMARY KEY (consumer, stream) COMMENT 'ConsumerLease, PositionStore: one stream of one consumer'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
