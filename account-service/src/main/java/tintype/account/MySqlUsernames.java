package tintype.account;

import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import tintype.platform.sql.Database;

/** {@link UsernameStore} in keyspace account. */
final class MySqlUsernames implements UsernameStore {
  private final Database database;

  @Inject
  MySqlUsernames(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Claim> find(Username username) {
    return Optional.ofNullable(findAll(List.of(username)).get(username.name()));
  }

  @Override
  public Map<String, Claim> findAll(Collection<Username> usernames) {
    if (usernames.isEmpty()) {
      return Map.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT name, user_id, release_micros FROM username WHERE name IN (<names>)")
                .bindList("names", usernames.stream().map(Username::name).toList())
                .map(MySqlUsernames::claim)
                .collect(Collectors.toMap(claim -> claim.username().name(), Function.identity())));
  }

  @Override
  public List<Long> reservedUntil(long accountId, long nowMicros) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT release_micros FROM username WHERE user_id = ? AND release_micros > ?")
                .bind(0, accountId)
                .bind(1, nowMicros)
                .mapTo(Long.class)
                .list());
  }

  @Override
  public void deleteLapsed(Claim claim, long nowMicros) {
    database.execute(
        handle ->
            handle.execute(
                "DELETE FROM username WHERE user_id = ? AND name = ? AND release_micros <= ?",
                claim.accountId(),
                claim.username().name(),
                nowMicros));
  }

  private static Claim claim(ResultSet row, StatementContext context) throws SQLException {
    long release = row.getLong("release_micros");
    OptionalLong releaseMicros = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(release);
    return new Claim(new Username(row.getString("name")), row.getLong("user_id"), releaseMicros);
  }

  /** In the handle's transaction: claims a name, or takes back one that the account has freed. */
  static void take(Handle handle, long accountId, String name) {
    int takenBack =
        handle.execute(
            "UPDATE username SET release_micros = NULL WHERE user_id = ? AND name = ?",
            accountId,
            name);
    if (takenBack == 0) {
      handle.execute(
          "INSERT INTO username (user_id, name, release_micros) VALUES (?, ?, NULL)",
          accountId,
          name);
    }
  }

  /** In the handle's transaction: frees a name, which stays reserved until then. */
  static void free(Handle handle, long accountId, String name, long releaseMicros) {
    handle.execute(
        "UPDATE username SET release_micros = ? WHERE user_id = ? AND name = ?",
        releaseMicros,
        accountId,
        name);
  }

  /** Adds claims to the handle's transaction. */
  static void insert(Handle handle, List<NewAccount> accounts) {
    PreparedBatch claims =
        handle.prepareBatch(
            "INSERT INTO username (user_id, name, release_micros) VALUES (?, ?, NULL)");
    accounts.forEach(account -> claims.add(account.accountId(), account.username().name()));
    claims.execute();
  }
}
