package tintype.media;

/** The hashtags that people follow, in the shard of who follows, with the news of every change. */
interface HashtagFollowStore {
  /** An account would follow more hashtags than one may; nothing has changed. */
  final class TooManyException extends RuntimeException {
    private final int limit;

    TooManyException(int limit) {
      super("an account follows as many hashtags as one may: " + limit);
      this.limit = limit;
    }

    int limit() {
      return limit;
    }
  }

  /**
   * Follows; again changes nothing.
   *
   * @throws TooManyException if the account follows as many others as one may
   */
  void add(long account, TagName tag, long micros);

  /** Follows no more; where it does not, nothing changes. */
  void remove(long account, TagName tag, long micros);

  boolean follows(long account, TagName tag);
}
