package tintype.account;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tintype.account.v1.AccountChanged;
import tintype.media.v1.Media;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** {@link AccountStore} in keyspace account. */
final class MySqlAccounts implements AccountStore {
  private static final String PROFILES =
      """
      SELECT user_id, username, full_name, bio, website, avatar, email, phone, email_verified,
             phone_verified, is_private, is_verified, state, roles, create_micros
      FROM account WHERE user_id IN (<ids>)
      """;

  private static final String INSERT =
      """
      INSERT INTO account (user_id, username, full_name, bio, website, email, phone,
        email_verified, phone_verified, birthday, password_hash, is_private, is_verified, state,
        create_micros)
      VALUES (?, ?, ?, '', '', ?, ?, 0, 0, ?, ?, 0, 0, 0, ?)
      """;

  private final Database database;
  private final Outbox outbox;

  @Inject
  MySqlAccounts(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  @Override
  public Optional<Profile> find(long accountId) {
    return Optional.ofNullable(findAll(List.of(accountId)).get(accountId));
  }

  @Override
  public Map<Long, Profile> findAll(Collection<Long> accountIds) {
    if (accountIds.isEmpty()) {
      return Map.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(PROFILES)
                .bindList("ids", List.copyOf(accountIds))
                .map(MySqlAccounts::profile)
                .collect(Collectors.toMap(Profile::accountId, Function.identity())));
  }

  @Override
  public Optional<String> passwordHash(long accountId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT password_hash FROM account
                    WHERE user_id = ? AND state IN (0, 2) AND password_hash IS NOT NULL
                    """)
                .bind(0, accountId)
                .mapTo(String.class)
                .findOne());
  }

  @Override
  public Optional<Registration> registration(long accountId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT request_id, fingerprint, create_micros FROM registration
                    WHERE user_id = ?
                    """)
                .bind(0, accountId)
                .map(
                    (row, context) ->
                        new Registration(row.getString(1), row.getBytes(2), row.getLong(3)))
                .findOne());
  }

  @Override
  public boolean isRequestIdUsed(String requestId) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT user_id FROM registration WHERE request_id = ?")
                .bind(0, requestId)
                .mapTo(Long.class)
                .findOne()
                .isPresent());
  }

  @Override
  public void create(NewAccount account, Optional<Session> session) {
    database.execute(
        handle -> {
          insert(handle, List.of(account));
          account.request().ifPresent(request -> insert(handle, account.accountId(), request));
          session.ifPresent(first -> MySqlSessions.insert(handle, first));
        });
  }

  @Override
  public void createTogether(List<NewAccount> accounts) {
    database.execute(handle -> insert(handle, accounts));
  }

  private void insert(Handle handle, List<NewAccount> accounts) {
    // The claims come first: who loses the race for a name has written nothing else.
    MySqlUsernames.insert(handle, accounts);
    PreparedBatch rows = handle.prepareBatch(INSERT);
    Map<Long, AccountChanged> news = new LinkedHashMap<>();
    for (NewAccount account : accounts) {
      rows.add(
          account.accountId(),
          account.username().name(),
          account.fullName(),
          orNull(account.email()),
          orNull(account.phone()),
          // As text: a driver's time zone has no part in a date of birth.
          account.birthday().map(LocalDate::toString).orElse(null),
          orNull(account.passwordHash()),
          account.createMicros());
      news.put(
          account.accountId(),
          AccountChanged.newBuilder().setAccountId(account.accountId()).build());
    }
    rows.execute();
    outbox.appendAll(handle, news);
  }

  private static void insert(Handle handle, long accountId, Registration request) {
    handle.execute(
        """
        INSERT INTO registration (user_id, request_id, fingerprint, create_micros)
        VALUES (?, ?, ?, ?)
        """,
        accountId,
        request.requestId(),
        request.fingerprint(),
        request.createMicros());
  }

  private static Profile profile(ResultSet row, StatementContext context) throws SQLException {
    return new Profile(
        row.getLong("user_id"),
        row.getString("username"),
        row.getString("full_name"),
        row.getString("bio"),
        row.getString("website"),
        avatar(row.getBytes("avatar")),
        row.getString("email"),
        row.getString("phone"),
        row.getBoolean("email_verified"),
        row.getBoolean("phone_verified"),
        row.getBoolean("is_private"),
        row.getBoolean("is_verified"),
        AccountState.ofRow(row.getInt("state")),
        Roles.ofRow(row.getInt("roles")),
        row.getLong("create_micros"));
  }

  private static @Nullable Media avatar(byte @Nullable [] stored) {
    try {
      return stored == null ? null : Media.parseFrom(stored);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("column account.avatar holds something else", e);
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
