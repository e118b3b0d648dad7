-- As much of the keyspace as the feed sees: its own module has the rest.
CREATE TABLE outbox (
  id BIGINT NOT NULL AUTO_INCREMENT,
  user_id BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  payload MEDIUMBLOB NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE relation (
  user_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  following TINYINT NOT NULL DEFAULT 0,
  muting_posts TINYINT NOT NULL DEFAULT 0,
  mute_posts_end_micros BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, other_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
