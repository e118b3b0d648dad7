-- When a mute ends by itself; 0 for never. Compared at each read, so nothing has to end it.
ALTER TABLE relation
  ADD COLUMN mute_posts_end_micros BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN mute_stories_end_micros BIGINT NOT NULL DEFAULT 0;

-- How many close friends an account has, moved with its own rows.
ALTER TABLE follow_counter ADD COLUMN close_friends INT NOT NULL DEFAULT 0;
