-- Which version of a post took a topic away, and whether the topic's page has been told. What was told is
-- not told again with each change of the post.
ALTER TABLE post_former_topic
  ADD COLUMN version BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN told TINYINT NOT NULL DEFAULT 0;
