-- Who is hidden, or was. hidden_version grows by one with each change from 1, which hides: so it is odd
-- where user_id is hidden. While telling is 1, what follows is being told, up to told_id so far: from 0
-- down its rows among others' things, a table a number, and then, above 0, its posts by their ids.
-- turn_micros is when this last went on. No event after news_id had a part in the state.
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

-- Its successor begins with a copy.
DROP TABLE topic_author;

-- hidden_turn: of account_id, the hidden_version that was told last, 0 for none; rows count while it is
-- even. Numbers in slots are those of rows that count.
ALTER TABLE post_like
  ADD COLUMN hidden_turn INT NOT NULL DEFAULT 0,
  ADD KEY like_by_account (account_id, hidden_turn) COMMENT 'CountedRows: the likes of an account that know an older turn';

ALTER TABLE comment_like
  ADD COLUMN hidden_turn INT NOT NULL DEFAULT 0,
  ADD KEY comment_like_by_account (account_id, hidden_turn) COMMENT 'CountedRows: the likes of an account that know an older turn';

ALTER TABLE post_save
  ADD COLUMN hidden_turn INT NOT NULL DEFAULT 0,
  ADD KEY save_by_account (account_id, hidden_turn) COMMENT 'CountedRows: the saves of an account that know an older turn';

ALTER TABLE post_share
  ADD COLUMN hidden_turn INT NOT NULL DEFAULT 0,
  ADD KEY share_by_account (account_id, hidden_turn) COMMENT 'CountedRows: the shares of an account that know an older turn';

-- hidden_replies: how many of replies do not count. A placeholder stays for these too.
ALTER TABLE post_comment
  ADD COLUMN hidden_turn INT NOT NULL DEFAULT 0,
  ADD COLUMN hidden_replies INT NOT NULL DEFAULT 0,
  ADD KEY comment_by_account (account_id, hidden_turn) COMMENT 'HiddenComments: the comments of an account that know an older turn';
