-- Likes of posts, in the shard of the post's author: user_id is the author, account_id who likes.

CREATE TABLE post_like (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id, account_id) COMMENT 'MySqlLikeStore: one like; those of one account of some posts',
  KEY like_by_time (user_id, post_id, create_micros, account_id) COMMENT 'MySqlLikeStore: the likes of a post, newest first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How many like a post, as a sum of 16 slots; without rows, none. An account always moves one and the
-- same slot of a post.
CREATE TABLE post_like_counter (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  slot TINYINT NOT NULL,
  likes INT NOT NULL,
  PRIMARY KEY (user_id, post_id, slot) COMMENT 'MySqlLikeStore: one slot, to lock and to move; the sums of some posts'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
