-- content: a StoredPostContent without mentions, which are resolved when the post is published; null where
-- there is none.
ALTER TABLE draft
  ADD COLUMN content MEDIUMBLOB NULL;
