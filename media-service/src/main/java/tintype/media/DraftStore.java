package tintype.media;

import java.util.List;
import java.util.Optional;
import tintype.media.v1.Draft;
import tintype.platform.rpc.IdText.Owned;

/** Posts to be, in the shard of their author. */
interface DraftStore {
  /** An author has as many drafts as can be. */
  final class TooManyDraftsException extends RuntimeException {
    TooManyDraftsException(long author) {
      super("account " + author + " has too many drafts");
    }
  }

  /** A draft without media is to be published. */
  final class EmptyDraftException extends RuntimeException {
    EmptyDraftException(Owned draft) {
      super("draft " + draft + " has no media");
    }
  }

  /** A draft is not what it was when it was read. */
  final class ChangedException extends RuntimeException {
    ChangedException(Owned draft) {
      super("draft " + draft + " was changed meanwhile");
    }
  }

  /**
   * A draft whose time has come; the one that is to be tried earliest comes first.
   *
   * @param tryMicros when it is to be published, or that is to be tried again
   * @param sinceMicros since when it is to be published as it is
   */
  record Due(long tryMicros, long sinceMicros, Owned draft) {
    /** Before the first. */
    static final Due START = new Due(0, 0, new Owned(0, 0));
  }

  /**
   * The draft that an earlier call with this request id made.
   *
   * @throws tintype.platform.sql.RequestIdReusedException if that call had another content
   */
  Optional<Long> createdBefore(long author, String requestId, byte[] fingerprint);

  /**
   * Adds a draft, and its request id unless that is empty, in one transaction.
   *
   * @throws TooManyDraftsException if there are as many as can be, also where several come at one
   *     time
   * @throws tintype.platform.sql.DuplicateKeyException if another call with the id came first
   */
  void add(DraftRow draft, String requestId, byte[] fingerprint);

  Optional<DraftRow> find(Owned draft);

  /** An author's drafts below an id, newest first. */
  List<DraftRow> list(long author, long before, int limit);

  /**
   * Changes a draft; answers what it is then, or nothing where it is not there. One that was
   * postponed is so no more.
   *
   * @throws EmptyDraftException if it would be planned and have no media
   */
  Optional<DraftRow> edit(Owned draft, DraftEdit edit, long micros);

  /** Drops a draft; tells whether it was there. */
  boolean delete(Owned draft);

  /** Drafts of all authors after one of them whose time has come. */
  List<Due> due(Due after, long micros, int limit);

  /** Has a draft not be due before that time, unless it was changed since it was read. */
  void postpone(Due due, long tryMicros);

  /** The post that a draft became, unless that is too long ago. */
  Optional<Long> publishedAs(Owned draft);

  /**
   * Makes a post of a draft: publishes it, drops the draft and remembers what became of it, in one
   * transaction, so that of any number of calls one publishes.
   *
   * @param draft as it was read; it has media
   * @param post what it becomes
   * @return the id of the post that the draft became, now or earlier; nothing where it was deleted,
   *     or that is too long ago
   * @throws ChangedException if it was changed since it was read
   * @throws PostStore.MediaTakenException if a media is not free
   */
  Optional<Long> publish(DraftRow draft, PostRow post);

  /**
   * Notes why a draft whose time has come was not published; it is not planned any more. One that
   * was changed since it was read stays as it is.
   */
  void fail(DraftRow draft, Draft.Failure why);
}
