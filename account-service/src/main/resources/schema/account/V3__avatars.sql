-- avatar: a tintype.media.v1.Media as media-service answered it when it was set; NULL where there is
-- none.
ALTER TABLE account
  ADD COLUMN avatar VARBINARY(8000) NULL;
