-- A post to be, in the shard of its author. media_ids: up to 20 ids of 8 bytes, in the order of the post;
-- none of them is claimed. publish_micros: when it is to be published, 0 where that is not planned.
-- failure: the number of a tintype.media.v1.Draft.Failure.
CREATE TABLE draft (
  user_id BIGINT NOT NULL,
  draft_id BIGINT NOT NULL,
  media_ids VARBINARY(160) NOT NULL,
  caption MEDIUMTEXT NOT NULL,
  audience TINYINT NOT NULL,
  likes_hidden TINYINT NOT NULL,
  create_micros BIGINT NOT NULL,
  update_micros BIGINT NOT NULL,
  publish_micros BIGINT NOT NULL,
  failure INT NOT NULL,
  PRIMARY KEY (user_id, draft_id) COMMENT 'MySqlDraftStore: one draft; those of an author, newest first',
  KEY due (publish_micros, user_id, draft_id) COMMENT 'MySqlDraftStore: drafts whose time has come, earliest first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
