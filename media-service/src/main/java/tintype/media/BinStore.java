package tintype.media;

import java.util.List;
import tintype.platform.rpc.IdText.Owned;

/** Posts that were deleted, until they are gone for good. */
interface BinStore {
  /**
   * A place in a bin; what was deleted last comes first, of two at one time the higher id.
   *
   * @param deleteMicros when it was deleted
   * @param postId which
   */
  record Place(long deleteMicros, long postId) {
    /** Before the first. */
    static final Place START = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * A post whose time is over; the longest deleted comes first.
   *
   * @param deleteMicros when it was deleted or removed
   */
  record Overdue(long deleteMicros, Owned post) {
    /** Before the first. */
    static final Overdue START = new Overdue(0, new Owned(0, 0));
  }

  /** An author's posts after a place, those that can be restored at this time. */
  List<PostRow> list(long author, Place after, long micros, int limit);

  /** Posts of all authors after one of them whose time is over. */
  List<Overdue> overdue(Overdue after, long micros, int limit);

  /**
   * Makes sure that nothing brings a post back, if its time is over; tells whether that is so. Once
   * it is, it stays so.
   */
  boolean claim(Owned post, long micros);

  /** The media of a post that was claimed. */
  List<MediaRow> media(Owned post);

  /**
   * Drops all rows of a post that was claimed and what is under it, some a transaction; those of
   * itself and its media in the last one, with the news. May be repeated after any failure.
   */
  void purge(Owned post);
}
