-- avatar: 1 where the media was kept as an avatar; then it is in no post, and none can take it. Whether
-- it is the avatar now is known to account-service alone.
ALTER TABLE media
  ADD COLUMN avatar TINYINT NOT NULL DEFAULT 0;
