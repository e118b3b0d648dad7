-- A mirrored fact: the other has the owner on its list of close friends.
ALTER TABLE relation ADD COLUMN close_friend_of TINYINT NOT NULL DEFAULT 0;
