-- When the newest follow of the account began, also of those that have ended since. The next one
-- begins later, so that an account's follows begin in the order in which they were committed.
ALTER TABLE follow_counter ADD COLUMN newest_follow_micros BIGINT NOT NULL DEFAULT 0;
