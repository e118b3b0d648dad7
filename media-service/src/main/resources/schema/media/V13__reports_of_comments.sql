-- A comment lies in the shard of its post's author, target_owner, and is its writer's. target_account: who
-- answers for what is reported; 0 in old rows, for target_owner. target_kind: also 2, comment.
ALTER TABLE report
  ADD COLUMN target_account BIGINT NOT NULL DEFAULT 0;

ALTER TABLE moderation_case
  ADD COLUMN target_account BIGINT NOT NULL DEFAULT 0;

ALTER TABLE moderation_action
  ADD COLUMN target_account BIGINT NOT NULL DEFAULT 0;

-- Rows to be locked by who does for user_id what is done one by one. purpose: 1 adding drafts, 2 adding
-- reports, 3 mending numbers; then user_id may be a topic too.
CREATE TABLE account_lock (
  user_id BIGINT NOT NULL,
  purpose TINYINT NOT NULL,
  PRIMARY KEY (user_id, purpose) COMMENT 'AccountLock: one, to lock'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
