-- Several renditions of a media. renditions: a StoredRenditions, widest first; null in rows from
-- before, whose one rendition is in the rendition_... columns. Those hold the widest of every row.
ALTER TABLE media
  ADD COLUMN renditions VARBINARY(2000) NULL,
  ADD COLUMN blurhash VARCHAR(128) NOT NULL DEFAULT '';
