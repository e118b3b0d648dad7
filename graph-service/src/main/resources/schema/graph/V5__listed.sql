-- Who is on which list of user_id, and since when: written with the relation row that it follows
-- from. Lists are short and few have any; an index of relation for each would hold all its rows.
-- list: as OwnList numbers them. Among the mutes are also those that have ended by themselves.
CREATE TABLE listed (
  user_id BIGINT NOT NULL,
  list TINYINT NOT NULL,
  other_id BIGINT NOT NULL,
  micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, list, other_id) COMMENT 'ListedRows: one row, as it is put and removed',
  KEY listed_by_time (user_id, list, micros, other_id) COMMENT 'ListedRows: a page, newest first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
