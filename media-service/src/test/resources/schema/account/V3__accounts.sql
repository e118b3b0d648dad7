-- What authors are hidden is read from; the whole of it is account-service's.
CREATE TABLE account (
  user_id BIGINT NOT NULL,
  state TINYINT NOT NULL,
  PRIMARY KEY (user_id) COMMENT 'HiddenAccountLog: all who are hidden'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
