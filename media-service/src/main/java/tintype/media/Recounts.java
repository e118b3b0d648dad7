package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tintype.platform.sql.AccountCounter;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.rpc.v1.CounterDrift;

/** Every number of keyspace media, with the rows that it counts. */
final class Recounts {
  private static final List<AccountCounter> OF_ACCOUNTS =
      List.of(
          new AccountCounter("posts", "post_counter", "posts", "post", "state = 0"),
          new AccountCounter(
              "collections",
              "saved_collection_counter",
              "collections",
              "saved_collection",
              "deleted = 0"));

  private static final List<SlotRecount> OF_POSTS =
      List.of(
          new SlotRecount(
              "likes",
              SlotCounter.POST_LIKES,
              "post_like",
              "account_id",
              "account_id",
              HiddenTurn.COUNTS,
              ""),
          new SlotRecount(
              "saves",
              SlotCounter.POST_SAVES,
              "post_save",
              "account_id",
              "account_id",
              "saved = 1 AND " + HiddenTurn.COUNTS,
              ""),
          new SlotRecount(
              "comments",
              SlotCounter.POST_COMMENTS,
              "post_comment",
              "comment_id",
              "comment_id",
              "state = 0 AND " + HiddenTurn.COUNTS,
              ""),
          new SlotRecount(
              "shares",
              SlotCounter.POST_SHARES,
              "post_share",
              "share_id",
              "account_id",
              HiddenTurn.COUNTS,
              ""),
          new SlotRecount(
              "comment_likes",
              SlotCounter.COMMENT_LIKES,
              "comment_like",
              "account_id",
              "account_id",
              HiddenTurn.COUNTS,
              "comment_remains"));

  private final Database database;
  private final Outbox outbox;

  @Inject
  Recounts(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /**
   * Mends the numbers of accounts, of their posts and of the comments under these; answers those
   * that were wrong.
   */
  List<CounterDrift> mend(Collection<Long> accounts) {
    List<CounterDrift> drifts = new ArrayList<>();
    OF_ACCOUNTS.forEach(counter -> drifts.addAll(counter.mend(database, accounts)));
    OF_POSTS.forEach(recount -> drifts.addAll(recount.mend(database, outbox, accounts)));
    ReplyRecount replies = new ReplyRecount(database, outbox);
    accounts.forEach(account -> drifts.addAll(replies.mend(account)));
    return drifts;
  }
}
