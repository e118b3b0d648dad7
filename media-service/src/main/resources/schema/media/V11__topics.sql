-- What posts say beside their pictures, and the pages where they are found by it. content: a
-- StoredPostContent; null where there is none. version grows with each change of state, caption or content.
ALTER TABLE post
  ADD COLUMN content MEDIUMBLOB NULL,
  ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- What edits have taken away from a post, so that its pages can be told whenever they were written.
-- kind: 1 hashtag, 2 place, 3 person. A topic that came back stays here too, and all that a purged post
-- had, until it is off its pages.
CREATE TABLE post_former_topic (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  kind TINYINT NOT NULL,
  topic_id BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id, kind, topic_id) COMMENT 'TopicSources: those of some posts'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The posts of a hashtag, in the shard of the hashtag, taken from the change log. listed: 0 where the post
-- is hidden or has it no more. version: that of the post which says so.
CREATE TABLE hashtag_post (
  tag_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  listed TINYINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (tag_id, post_id) COMMENT 'TopicRows: some posts of some hashtags, to change',
  KEY hashtag_page (tag_id, listed, post_id) COMMENT 'MySqlTopicStore: the posts of a hashtag, newest first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A hashtag that posts have or had, and how many rows of hashtag_post are listed. Its row is locked before
-- those. name: empty until a post that has it was seen.
CREATE TABLE hashtag (
  tag_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  posts INT NOT NULL,
  PRIMARY KEY (tag_id) COMMENT 'MySqlTopicStore: one hashtag; TopicRows: one to lock, to move'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The same of places.
CREATE TABLE place_post (
  place_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  listed TINYINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (place_id, post_id) COMMENT 'TopicRows: some posts of some places, to change',
  KEY place_page (place_id, listed, post_id) COMMENT 'MySqlTopicStore: the posts of a place, newest first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Coordinates in hundredths of a degree: as exact as the id.
CREATE TABLE place (
  place_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  latitude INT NOT NULL,
  longitude INT NOT NULL,
  posts INT NOT NULL,
  PRIMARY KEY (place_id) COMMENT 'MySqlTopicStore: one place; TopicRows: one to lock, to move'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The posts that user_id is tagged in, as those of a hashtag.
CREATE TABLE tagged_post (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  listed TINYINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id) COMMENT 'TaggedRows: one, to change',
  KEY tagged_page (user_id, listed, post_id) COMMENT 'MySqlTopicStore: the posts that somebody is tagged in, newest first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The hashtags that user_id follows.
CREATE TABLE hashtag_follow (
  user_id BIGINT NOT NULL,
  tag_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, tag_id) COMMENT 'MySqlHashtagFollowStore: one'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
