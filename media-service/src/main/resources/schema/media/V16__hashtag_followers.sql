-- Whoever has followed a hashtag, and how often. The row is locked by being moved while one more is
-- followed, so that nobody passes the limit.
CREATE TABLE hashtag_follower (
  user_id BIGINT NOT NULL,
  changes BIGINT NOT NULL,
  PRIMARY KEY (user_id) COMMENT 'MySqlHashtagFollowStore: one account, to lock'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
