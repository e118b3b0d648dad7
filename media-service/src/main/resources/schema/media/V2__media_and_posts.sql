-- What people publish. Every row lies in the shard of its owner: user_id is the author.

-- An uploaded picture. Its bytes are blobs named after its id: the original and its renditions.
-- state: 1 processing, 2 ready, 3 failed. kind: 1 photo, 2 video. post_id: 0 while in no post.
CREATE TABLE media (
  user_id BIGINT NOT NULL,
  media_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  state TINYINT NOT NULL,
  kind TINYINT NOT NULL,
  width INT NOT NULL,
  height INT NOT NULL,
  content_type VARCHAR(64) NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 VARBINARY(32) NOT NULL,
  alt_text VARCHAR(1000) NOT NULL,
  create_micros BIGINT NOT NULL,
  rendition_name VARCHAR(32) NOT NULL,
  rendition_width INT NOT NULL,
  rendition_height INT NOT NULL,
  rendition_content_type VARCHAR(64) NOT NULL,
  rendition_bytes BIGINT NOT NULL,
  PRIMARY KEY (user_id, media_id) COMMENT 'MySqlMediaStore: some media; MySqlPostStore: claims them'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A post. state: 0 published, 1 deleted. delete_micros: 0 while published.
-- audience: 1 everyone, 2 followers, 3 close friends.
CREATE TABLE post (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  state TINYINT NOT NULL,
  audience TINYINT NOT NULL,
  caption MEDIUMTEXT NOT NULL,
  create_micros BIGINT NOT NULL,
  update_micros BIGINT NOT NULL,
  delete_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id) COMMENT 'MySqlPostStore: some posts; one to delete',
  KEY grid (user_id, state, post_id) COMMENT 'GridQuery: an author newest first; NewestPostsQuery: the same of many authors'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The media of a post, in the author's order from 0.
CREATE TABLE post_media (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  position INT NOT NULL,
  media_id BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id, position) COMMENT 'MySqlMediaStore: the media of some posts'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How many published posts an account has; without a row, none.
CREATE TABLE post_counter (
  user_id BIGINT NOT NULL,
  posts INT NOT NULL,
  PRIMARY KEY (user_id) COMMENT 'MySqlPostStore: some counts; one to move'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
