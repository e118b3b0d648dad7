-- What the log of staff's acts is read from; the whole of it is account-service's.
CREATE TABLE outbox (
  id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  payload MEDIUMBLOB NOT NULL,
  request_id VARCHAR(64) NOT NULL DEFAULT '',
  PRIMARY KEY (id) COMMENT 'BinlogChangeLog: one row'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE staff_act (
  user_id BIGINT NOT NULL,
  act_id BIGINT NOT NULL,
  kind TINYINT NOT NULL,
  staff_id BIGINT NOT NULL,
  reason VARCHAR(500) NOT NULL,
  detail VARCHAR(100) NOT NULL,
  decided TINYINT NOT NULL,
  act_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, act_id) COMMENT 'StaffActLog: all rows'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
