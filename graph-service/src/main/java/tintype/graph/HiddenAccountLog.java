package tintype.graph;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
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
import tintype.platform.server.DerivedRows;
import tintype.platform.server.Installation;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * Follows the change log of keyspace account and takes note of who is hidden, for {@link
 * HiddenWalk} to tell the others. Of an account's news the last word stands, which the log keeps in
 * their order.
 */
final class HiddenAccountLog extends DerivedRows {
  private static final String NAME = "hidden-accounts";
  private static final String KIND = AccountChanged.getDescriptor().getName();

  private final HiddenAccounts accounts;

  @Inject
  HiddenAccountLog(Installation installation, Database database, HiddenAccounts accounts) {
    super(NAME, installation, Keyspace.ACCOUNT, database);
    this.accounts = accounts;
  }

  @Override
  public void apply(ChangeBatch batch) throws InvalidProtocolBufferException {
    Map<Long, Boolean> hidden = new HashMap<>();
    for (ChangeEvent event : batch.events()) {
      if (event.kind().equals(KIND)) {
        AccountChanged news = AccountChanged.parseFrom(event.payload());
        hidden.put(news.getAccountId(), news.getHidden());
      }
    }
    accounts.note(hidden);
  }

  /**
   * Copies who is hidden, since the kept part of the log may begin after some of that; who was and
   * is not in the copy has come back meanwhile. It takes memory for each of them.
   */
  @Override
  public Map<StreamId, Position> begin(ChangeLog log) {
    Map<Long, Boolean> hidden = new HashMap<>();
    accounts.forEach(account -> hidden.put(account, false));
    TableCopy copy =
        new TableCopy(
            "account", List.of("user_id"), "state > 0", row -> hidden.put(row.longAt(0), true));
    Map<StreamId, Position> positions = log.snapshot(List.of(copy));
    accounts.note(hidden);
    return positions;
  }
}
