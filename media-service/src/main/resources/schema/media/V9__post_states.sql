-- state: 0 published, 1 in the bin, 2 archived, 3 archived and in the bin, 4 removed by staff, 5 being
-- purged. delete_micros: when it was deleted or removed, else 0. pin_micros: when its author pinned it,
-- else 0. likes_hidden: 1 where the number of likes is for its author alone.
ALTER TABLE post
  ADD COLUMN pin_micros BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN likes_hidden TINYINT NOT NULL DEFAULT 0,
  ADD KEY bin (user_id, delete_micros, post_id) COMMENT 'BinQuery: the bin of an author, deleted last first',
  ADD KEY bin_by_time (delete_micros, user_id, post_id) COMMENT 'MySqlBinStore: posts whose time in the bin is over, oldest first',
  ADD KEY pins (user_id, pin_micros, post_id) COMMENT 'MySqlPinStore: the pinned posts of an author, pinned last first';
