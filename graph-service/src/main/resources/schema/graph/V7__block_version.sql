-- The version of the own facts at which the owner last blocked the other; 0 for never. By it the other
-- side also knows of a block that was lifted before the news of it arrived.
ALTER TABLE relation ADD COLUMN block_version BIGINT NOT NULL DEFAULT 0;
