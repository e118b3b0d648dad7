-- Authors who were hidden (deactivated, suspended, deleted) at some time, taken from keyspace account's
-- log. version: that of the news; the higher one is the newer.
CREATE TABLE topic_author (
  user_id BIGINT NOT NULL,
  hidden TINYINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (user_id) COMMENT 'HiddenAuthors: one, to change; which of some are hidden',
  KEY hidden_authors (hidden, user_id) COMMENT 'HiddenAuthors: all who are hidden'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
