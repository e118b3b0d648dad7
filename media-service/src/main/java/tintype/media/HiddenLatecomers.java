package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.media.v1.CommentLikeChanged;
import tintype.media.v1.CommentsChanged;
import tintype.media.v1.PostLikeChanged;
import tintype.media.v1.PostSaveChanged;
import tintype.media.v1.PostShared;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.hidden.HiddenAccounts;
import tintype.platform.hidden.HiddenState;
import tintype.platform.rpc.IdText.Owned;

/**
 * Marks rows that accounts have added while, or after, the walk through theirs has passed. Either
 * it looks after the state was noted, and marks them; or before, and then the walk of that state
 * finds them. Those of accounts that are back too: what was taken back and done again has lost its
 * turn, and a writer that stood still since before would mark it as hidden for good.
 */
final class HiddenLatecomers {
  /** Takes the rows that an event tells of. */
  @FunctionalInterface
  private interface Reader {
    void read(byte[] payload, Acts acts) throws InvalidProtocolBufferException;
  }

  private static final Map<String, Reader> READERS =
      Map.of(
          PostLikeChanged.getDescriptor().getName(),
          (payload, acts) -> acts.add(PostLikeChanged.parseFrom(payload)),
          CommentLikeChanged.getDescriptor().getName(),
          (payload, acts) -> acts.add(CommentLikeChanged.parseFrom(payload)),
          CommentsChanged.getDescriptor().getName(),
          (payload, acts) -> acts.add(CommentsChanged.parseFrom(payload)),
          PostSaveChanged.getDescriptor().getName(),
          (payload, acts) -> acts.add(PostSaveChanged.parseFrom(payload)),
          PostShared.getDescriptor().getName(),
          (payload, acts) -> acts.add(PostShared.parseFrom(payload)));

  private final HiddenAccounts accounts;
  private final HiddenMarks marks;

  @Inject
  HiddenLatecomers(HiddenAccounts accounts, HiddenMarks marks) {
    this.accounts = accounts;
    this.marks = marks;
  }

  /** Saves among the news must have been put into effect. */
  void mark(ChangeBatch batch) throws InvalidProtocolBufferException {
    Acts acts = new Acts();
    for (ChangeEvent event : batch.events()) {
      Reader reader = READERS.get(event.kind());
      if (reader != null) {
        reader.read(event.payload(), acts);
      }
    }
    // Most accounts never were hidden.
    Map<Long, HiddenState> known = accounts.known(acts.accounts);
    if (!known.isEmpty()) {
      acts.rows.forEach((kind, rows) -> marks.put(kind, ofKnown(rows, known)));
    }
  }

  private static List<HiddenMark> ofKnown(List<HiddenMark> rows, Map<Long, HiddenState> known) {
    return rows.stream()
        .filter(row -> known.containsKey(row.account()))
        .map(row -> row.at(known.get(row.account()).version()))
        .toList();
  }

  /** Rows that were added, and by whom. */
  private static final class Acts {
    private final Map<HiddenRows, List<HiddenMark>> rows = new HashMap<>();
    private final Set<Long> accounts = new HashSet<>();

    private void add(PostLikeChanged news) {
      if (news.getLiked()) {
        Owned post = new Owned(news.getPostId(), news.getAuthorId());
        add(CountedRows.POST_LIKES, post, news.getAccountId(), news.getAccountId(), 0);
      }
    }

    private void add(CommentLikeChanged news) {
      if (news.getLiked()) {
        Owned comment = new Owned(news.getCommentId(), news.getAuthorId());
        add(CountedRows.COMMENT_LIKES, comment, news.getAccountId(), news.getAccountId(), 0);
      }
    }

    private void add(CommentsChanged news) {
      Owned post = new Owned(news.getPostId(), news.getAuthorId());
      for (CommentsChanged.Change change : news.getChangesList()) {
        if (change.getKind() == CommentsChanged.Change.Kind.CREATED) {
          add(
              HiddenMarks.COMMENTS,
              post,
              change.getCommentId(),
              change.getAccountId(),
              change.getThreadId());
        }
      }
    }

    /** Also of one that is taken back: the row stays. */
    private void add(PostSaveChanged news) {
      Owned post = new Owned(news.getPostId(), news.getAuthorId());
      add(CountedRows.SAVES, post, news.getAccountId(), news.getAccountId(), 0);
    }

    private void add(PostShared news) {
      Owned post = new Owned(news.getPostId(), news.getAuthorId());
      add(CountedRows.SHARES, post, news.getShareId(), news.getAccountId(), 0);
    }

    private void add(HiddenRows kind, Owned thing, long key, long account, long thread) {
      rows.computeIfAbsent(kind, k -> new ArrayList<>())
          .add(new HiddenMark(thing, key, account, thread, 0));
      accounts.add(account);
    }
  }
}
