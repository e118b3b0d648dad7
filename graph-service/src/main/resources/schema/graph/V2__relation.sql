-- What is between two people, seen from user_id: one row in the shard of user_id.
--
-- Own facts change by the owner's own acts, under the row's lock, each time with a higher version.
-- Mirrored facts are what the other side's row says of the owner, taken from the change log;
-- mirror_version is the version of the other side's row that they come from. Rows are never
-- deleted: a version that began again would make old news look new.
CREATE TABLE relation (
  user_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  -- Own facts.
  following TINYINT NOT NULL DEFAULT 0,
  requested TINYINT NOT NULL DEFAULT 0,
  blocking TINYINT NOT NULL DEFAULT 0,
  muting_posts TINYINT NOT NULL DEFAULT 0,
  muting_stories TINYINT NOT NULL DEFAULT 0,
  restricting TINYINT NOT NULL DEFAULT 0,
  close_friend TINYINT NOT NULL DEFAULT 0,
  favourite TINYINT NOT NULL DEFAULT 0,
  -- Mirrored facts.
  followed_by TINYINT NOT NULL DEFAULT 0,
  requested_by TINYINT NOT NULL DEFAULT 0,
  blocked_by TINYINT NOT NULL DEFAULT 0,
  -- When following or requested began; 0 where neither is.
  follow_micros BIGINT NOT NULL DEFAULT 0,
  -- When followed_by or requested_by began; 0 where neither is.
  followed_by_micros BIGINT NOT NULL DEFAULT 0,
  version BIGINT NOT NULL DEFAULT 0,
  mirror_version BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, other_id) COMMENT 'MySqlRelationStore: rows of one account and given others',
  KEY relation_by_follow (user_id, following, follow_micros, other_id)
    COMMENT 'ListFollowing: a page, newest first',
  KEY relation_by_followed (user_id, followed_by, followed_by_micros, other_id)
    COMMENT 'ListFollowers: a page, newest first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How many an account follows, moved with its own rows, and how many follow it, moved with the
-- mirrored ones. No row means 0 and 0.
CREATE TABLE follow_counter (
  user_id BIGINT NOT NULL,
  following INT NOT NULL DEFAULT 0,
  followers INT NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id) COMMENT 'BatchGetFollowCounts and every change of a count: given accounts'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
