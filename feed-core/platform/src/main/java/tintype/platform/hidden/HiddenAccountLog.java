package tintype.platform.hidden;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.account.v1.AccountChanged;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.TableCopy;
import tintype.platform.ids.IdClock;
import tintype.platform.server.DerivedRows;
import tintype.platform.server.Installation;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * Follows the change log of keyspace account and takes note of who is hidden, for {@link
 * HiddenWalk} to tell the others. Of an account's news the last word stands, which the log keeps in
 * their order.
 */
public final class HiddenAccountLog extends DerivedRows {
  private static final String KIND = AccountChanged.getDescriptor().getName();

  /** Longer than anybody's transaction takes. */
  private static final Duration LONGEST_COMMIT = Duration.ofMinutes(1);

  private final HiddenAccounts accounts;
  private final Clock clock;

  /**
   * @param name of the consumer, of this service alone
   */
  public HiddenAccountLog(
      String name, Installation installation, Database database, HiddenAccounts accounts) {
    super(name, installation, Keyspace.ACCOUNT, database);
    this.accounts = accounts;
    this.clock = installation.clock();
  }

  @Override
  public void apply(ChangeBatch batch) throws InvalidProtocolBufferException {
    Map<Long, Boolean> hidden = new HashMap<>();
    long newest = 0;
    for (ChangeEvent event : batch.events()) {
      if (event.kind().equals(KIND)) {
        AccountChanged news = AccountChanged.parseFrom(event.payload());
        hidden.put(news.getAccountId(), news.getHidden());
        newest = Math.max(newest, event.id());
      }
    }
    accounts.note(hidden, newest);
  }

  /**
   * Copies who is hidden, since the kept part of the log may begin after some of that; who was and
   * is not in the copy has come back meanwhile. It takes memory for each of them. Each stream makes
   * a copy of all, so another one may have told what is newer than this one's.
   */
  @Override
  public Map<StreamId, Position> begin(ChangeLog log) {
    // News that the copy does not hold yet may have an id already: it is newer all the same.
    long copied = IdClock.floorFor(clock.instant().minus(LONGEST_COMMIT));
    Map<Long, Boolean> hidden = new HashMap<>();
    accounts.forEach(account -> hidden.put(account, false));
    TableCopy copy =
        new TableCopy(
            "account", List.of("user_id"), "state > 0", row -> hidden.put(row.longAt(0), true));
    Map<StreamId, Position> positions = log.snapshot(List.of(copy));
    accounts.noteCopy(hidden, copied);
    return positions;
  }
}
