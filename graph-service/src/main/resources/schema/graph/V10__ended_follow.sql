-- Whom an account followed until lately, for those of its lists that began to be read before the end.
-- What ended days ago goes with the account's next unfollow. From now on newest_follow_micros of
-- follow_counter is also of the newest end.
CREATE TABLE ended_follow (
  user_id BIGINT NOT NULL,
  end_micros BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  begin_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, end_micros, other_id)
    COMMENT 'EndedFollows: those that ended after a time, and those that ended long ago'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
