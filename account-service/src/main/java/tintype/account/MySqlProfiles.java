package tintype.account;

import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.account.v1.AccountChanged;
import tintype.media.v1.Media;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** {@link ProfileStore} in keyspace account. */
final class MySqlProfiles implements ProfileStore {
  /** What can be changed, as a row holds it. */
  private record Row(
      String username,
      String fullName,
      String bio,
      String website,
      boolean isPrivate,
      AccountState state) {
    Row with(ProfileChange change) {
      return new Row(
          change.username().map(Username::name).orElse(username),
          change.fullName().orElse(fullName),
          change.bio().orElse(bio),
          change.website().orElse(website),
          change.isPrivate().orElse(isPrivate),
          state);
    }
  }

  private final Database database;
  private final Outbox outbox;
  private final FactsCache cache;

  @Inject
  MySqlProfiles(Database database, Outbox outbox, FactsCache cache) {
    this.database = database;
    this.outbox = outbox;
    this.cache = cache;
  }

  @Override
  public void change(long accountId, ProfileChange change, long releaseMicros) {
    try {
      database.execute(
          handle -> {
            Optional<Row> before = lock(handle, accountId);
            Optional<Row> after = before.map(row -> row.with(change));
            if (!after.equals(before)) {
              replace(handle, accountId, before.get(), after.get(), releaseMicros);
            }
          });
    } finally {
      cache.invalidate(accountId);
    }
  }

  private void replace(Handle handle, long accountId, Row before, Row after, long releaseMicros) {
    if (!after.username().equals(before.username())) {
      // The claim comes first: who loses the race for a name has written nothing else.
      MySqlUsernames.take(handle, accountId, after.username());
      MySqlUsernames.free(handle, accountId, before.username(), releaseMicros);
    }
    handle.execute(
        """
        UPDATE account SET username = ?, full_name = ?, bio = ?, website = ?, is_private = ?
        WHERE user_id = ?
        """,
        after.username(),
        after.fullName(),
        after.bio(),
        after.website(),
        after.isPrivate(),
        accountId);
    tell(handle, accountId, after);
  }

  @Override
  public void setAvatar(long accountId, Optional<Media> avatar) {
    byte[] stored = avatar.map(Media::toByteArray).orElse(null);
    try {
      database.execute(
          handle -> {
            Optional<Row> row = lock(handle, accountId);
            int changed =
                handle.execute(
                    "UPDATE account SET avatar = ? WHERE user_id = ?", stored, accountId);
            if (changed > 0) {
              tell(handle, accountId, row.get());
            }
          });
    } finally {
      cache.invalidate(accountId);
    }
  }

  private void tell(Handle handle, long accountId, Row now) {
    outbox.append(
        handle,
        accountId,
        AccountChanged.newBuilder()
            .setAccountId(accountId)
            .setHidden(now.state().hidden())
            .setPrivate(now.isPrivate())
            .build());
  }

  private static Optional<Row> lock(Handle handle, long accountId) {
    return handle
        .createQuery(
            """
            SELECT username, full_name, bio, website, is_private, state FROM account
            WHERE user_id = ? FOR UPDATE
            """)
        .bind(0, accountId)
        .map(
            (row, context) ->
                new Row(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getBoolean(5),
                    AccountState.ofRow(row.getInt(6))))
        .findOne();
  }
}
