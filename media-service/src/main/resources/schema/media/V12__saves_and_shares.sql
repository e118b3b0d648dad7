-- What somebody has saved, in the shard of who saves: user_id saves, author_id is the post's author. A
-- row stays when the post is saved no more: a version that began again would make old news look new.
-- save_micros: when it was saved last.
CREATE TABLE saved_post (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  saved TINYINT NOT NULL,
  save_micros BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id) COMMENT 'MySqlSaveStore: one save, to lock and to change; those of one account of some posts',
  KEY saved_by_time (user_id, saved, save_micros, post_id) COMMENT 'MySqlSaveStore: what an account has saved, newest first; whether anything'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Named parts of what user_id has saved. A deleted one keeps its row, without its name, so that
-- deleting it again finds what a crash has left in it.
CREATE TABLE saved_collection (
  user_id BIGINT NOT NULL,
  collection_id BIGINT NOT NULL,
  deleted TINYINT NOT NULL,
  name VARCHAR(4096) NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, collection_id) COMMENT 'MySqlCollectionStore: one collection, to lock and to change',
  KEY collection_list (user_id, deleted, collection_id) COMMENT 'MySqlCollectionStore: those of an account, newest first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What is in a collection; each post is among the saved ones too. add_micros: when it was put there.
CREATE TABLE saved_collection_post (
  user_id BIGINT NOT NULL,
  collection_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  add_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, collection_id, post_id) COMMENT 'CollectionPosts: one post of a collection; all of a deleted one',
  KEY collection_by_time (user_id, collection_id, add_micros, post_id) COMMENT 'MySqlCollectionStore: what is in one, newest first',
  KEY collections_of_post (user_id, post_id) COMMENT 'CollectionPosts: out of all, where a post is saved no more'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How many collections an account has; without a row, none.
CREATE TABLE saved_collection_counter (
  user_id BIGINT NOT NULL,
  collections INT NOT NULL,
  PRIMARY KEY (user_id) COMMENT 'MySqlCollectionStore: one count, to move and to compare with the limit'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Saves as the post's author has them, taken from the change log: user_id is the author, account_id who
-- saves, version that of the row in the other's shard.
CREATE TABLE post_save (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  saved TINYINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id, account_id) COMMENT 'PostSaveRows: some saves, to lock and to change'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How many have saved a post, moved with the rows of post_save, as a sum of 16 slots; without rows,
-- none. A slot is chosen by who saves.
CREATE TABLE post_save_counter (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  slot TINYINT NOT NULL,
  saves INT NOT NULL,
  PRIMARY KEY (user_id, post_id, slot) COMMENT 'PostSaveRows: one slot, to move; MySqlPostSaveStore: the sums of some posts'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who passed a post on, in the shard of its author. channel: 1 link.
CREATE TABLE post_share (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  share_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  channel TINYINT NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id, share_id) COMMENT 'SlotRecount: those of a post'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How often a post was passed on, as a sum of 16 slots; without rows, never. A slot is chosen by who
-- passes it on.
CREATE TABLE post_share_counter (
  user_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  slot TINYINT NOT NULL,
  shares INT NOT NULL,
  PRIMARY KEY (user_id, post_id, slot) COMMENT 'MySqlShareStore: one slot, to move; the sums of some posts'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
