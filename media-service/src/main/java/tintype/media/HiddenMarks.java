package tintype.media;

import com.google.protobuf.Message;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.CountsMended;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.ShardBatches;

/**
 * Has rows know whether their accounts are hidden, and moves the counts of what they are under in
 * the same transaction. Of two states of an account the newer one stays, so they may come in any
 * order, and again.
 */
final class HiddenMarks {
  static final HiddenRows COMMENTS = new HiddenComments();

  /** In the order of a walk. */
  static final List<HiddenRows> ALL =
      List.of(
          CountedRows.POST_LIKES,
          COMMENTS,
          CountedRows.COMMENT_LIKES,
          CountedRows.SAVES,
          CountedRows.SHARES);

  /** Rows that one transaction locks, with their counters, while others' own acts wait. */
  private static final int MAX_ROWS = 200;

  /** Transactions at once. They may meet in the same counters, and then wait for each other. */
  private static final int MAX_TRANSACTIONS = 2;

  private final Database database;
  private final Outbox outbox;
  private final ShardBatches walk;
  private final ShardBatches log;

  @Inject
  HiddenMarks(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
    this.walk = new ShardBatches(database, MAX_TRANSACTIONS);
    this.log = new ShardBatches(database, MAX_TRANSACTIONS);
  }

  /**
   * Marks some rows of an account that know of an older turn.
   *
   * @return how many; fewer than the limit where these were all
   */
  int putSome(HiddenRows kind, long account, int turn, int limit) {
    List<HiddenMark> marks = database.read(handle -> kind.behind(handle, account, turn, limit));
    put(walk, kind, marks);
    return marks.size();
  }

  /** Marks rows that only the log tells of; it does not wait for a walk through many. */
  void put(HiddenRows kind, Collection<HiddenMark> marks) {
    put(log, kind, marks);
  }

  private void put(ShardBatches batches, HiddenRows kind, Collection<HiddenMark> marks) {
    batches.transact(
        new TreeSet<>(marks),
        mark -> mark.thing().owner(),
        mark -> 1,
        MAX_ROWS,
        some -> put(kind, some));
  }

  private boolean put(HiddenRows kind, List<HiddenMark> marks) {
    database.execute(handle -> tell(handle, kind.put(handle, marks)));
    return true;
  }

  private void tell(Handle handle, Set<Owned> moved) {
    outbox.appendAll(handle, moved.stream().map(HiddenMarks::news).toList());
  }

  private static Map.Entry<Long, Message> news(Owned thing) {
    return Map.entry(
        thing.owner(),
        CountsMended.newBuilder().setOwnerId(thing.owner()).setThingId(thing.id()).build());
  }
}
