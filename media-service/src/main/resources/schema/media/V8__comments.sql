-- Comments under posts, in the shard of the post's author: user_id is that author, account_id who wrote.

-- A comment (thread_id and reply_to 0) or a reply in its thread. state: 0 there, 1 deleted, and a
-- placeholder for the replies below it; then body is empty. replies: how many rows of state 0 have it as
-- their thread_id. A reply that is deleted, or a comment without replies, has no row any more.
CREATE TABLE post_comment (
  user_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  thread_id BIGINT NOT NULL,
  reply_to BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  state TINYINT NOT NULL,
  replies INT NOT NULL,
  body MEDIUMTEXT NOT NULL,
  create_micros BIGINT NOT NULL,
  update_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, comment_id) COMMENT 'MySqlCommentStore: some comments; one to change',
  KEY comment_thread (user_id, post_id, thread_id, create_micros, comment_id) COMMENT 'MySqlCommentStore: the comments of a post newest first, the replies of a thread oldest first; CommentRemoval: those of a post'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How many comments of state 0 a post has, replies too, as a sum of 16 slots; without rows, none. A
-- comment always moves one and the same slot.
CREATE TABLE post_comment_counter (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  slot TINYINT NOT NULL,
  comments INT NOT NULL,
  PRIMARY KEY (user_id, post_id, slot) COMMENT 'SlotCounter: one slot, to lock and to move; the sums of some posts'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The comments that a post's author has pinned: a few of a post.
CREATE TABLE comment_pin (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id, comment_id) COMMENT 'MySqlCommentPinStore: those of a post; one to take away'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Likes of comments: account_id is who likes.
CREATE TABLE comment_like (
  user_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, comment_id, account_id) COMMENT 'MySqlCommentLikeStore: one like; those of one account of some comments; CommentRemains: some of a comment'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How many like a comment, as post_like_counter has it for posts.
CREATE TABLE comment_like_counter (
  user_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  slot TINYINT NOT NULL,
  likes INT NOT NULL,
  PRIMARY KEY (user_id, comment_id, slot) COMMENT 'SlotCounter: one slot, to lock and to move; the sums of some comments'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Deleted comments whose likes are still to be taken away.
CREATE TABLE comment_remains (
  user_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  PRIMARY KEY (user_id, comment_id) COMMENT 'CommentRemains: the first; one to take away'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- comments_off: 1 where nobody can comment on the post.
ALTER TABLE post
  ADD COLUMN comments_off TINYINT NOT NULL DEFAULT 0;
