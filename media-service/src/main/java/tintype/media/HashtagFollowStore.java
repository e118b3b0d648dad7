package tintype.media;

/** The hashtags that people follow, in the shard of who follows. */
interface HashtagFollowStore {
  /** Follows; again changes nothing. */
  void add(long account, TagName tag, long micros);

  /** Follows no more; where it does not, nothing changes. */
  void remove(long account, TagName tag);

  boolean follows(long account, TagName tag);
}
