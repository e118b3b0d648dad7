-- Whether the other is hidden from everybody (deactivated, suspended or deleted), as of which version
-- of hidden_account. The row says what it said; only counts leave it out.
ALTER TABLE relation
  ADD COLUMN other_hidden TINYINT NOT NULL DEFAULT 0,
  ADD COLUMN hidden_version BIGINT NOT NULL DEFAULT 0;

-- How many of following and followers are hidden: people see the difference, the limit is of all.
ALTER TABLE follow_counter
  ADD COLUMN following_hidden INT NOT NULL DEFAULT 0,
  ADD COLUMN followers_hidden INT NOT NULL DEFAULT 0;

-- Who is hidden, or was. hidden_version grows with each change. While telling is 1, those with whom
-- user_id has rows are being told, in the order of their ids, up to told_id so far; turn_micros is
-- when this last went on. No event after news_id had a part in the state.
CREATE TABLE hidden_account (
  user_id BIGINT NOT NULL,
  is_hidden TINYINT NOT NULL,
  hidden_version BIGINT NOT NULL,
  telling TINYINT NOT NULL,
  told_id BIGINT NOT NULL,
  turn_micros BIGINT NOT NULL,
  news_id BIGINT NOT NULL,
  PRIMARY KEY (user_id) COMMENT 'HiddenAccounts: given accounts, all in their order',
  KEY hidden_account_by_turn (telling, turn_micros)
    COMMENT 'HiddenAccounts: whose others are to be told next'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
