package tintype.graph;

import com.google.common.collect.Lists;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tintype.account.v1.AccountChanged;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.FakeAccounts;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** graph-service with a real database beside a stand-in for account-service. */
final class GraphBed implements BeforeAllCallback, AfterAllCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AtomicLong NEXT_ID = new AtomicLong(1_000);

  final FakeAccounts accounts = new FakeAccounts();
  final TestInstallation installation;
  final GraphClient graph;
  private final TestDatabase databases = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.GRAPH);
  private RunningService service;

  private GraphBed(Map<String, String> settings, Clock clock) {
    installation =
        TestInstallation.over(databases, Keyspace.ACCOUNT, Keyspace.GRAPH)
            .withSettings(settings)
            .withClock(clock);
    graph = new GraphClient(installation);
  }

  static GraphBed withDefaults() {
    return of(Map.of());
  }

  static GraphBed withClock(Clock clock) {
    return new GraphBed(Map.of(), clock);
  }

  /** Whose reads wait longer for writes than people would: the machine may be busy. */
  static GraphBed withPatientReads() {
    return of(Map.of("after-max-wait", "2s"));
  }

  static GraphBed withFollowingLimit(int limit) {
    return of(Map.of("graph-following-limit", Integer.toString(limit)));
  }

  static GraphBed withCloseFriendsLimit(int limit) {
    return of(Map.of("graph-close-friends-limit", Integer.toString(limit)));
  }

  private static GraphBed of(Map<String, String> settings) {
    return new GraphBed(settings, Clock.systemUTC());
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    databases.beforeAll(context);
    installation.beforeAll(context);
    installation.serve("account", accounts);
    service = installation.start(GraphModule::new);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    installation.afterAll(context);
    databases.afterAll(context);
  }

  /** Stops the mirror as the end of its process would; calls are still answered. */
  void stopMirror() {
    mirror().close();
  }

  void startMirror() {
    mirror().start();
  }

  /** Changes a row as its owner's process does that ends at once: only the log tells of it. */
  void changeAndEnd(long user, long other, UnaryOperator<OwnFacts> change) {
    service
        .injector()
        .getInstance(RelationStore.class)
        .change(new RelationKey(user, other), row -> row.with(change.apply(row.own())));
  }

  /** What account-service does where an account hides, or comes back: facts, and news of it. */
  void setHidden(long account, boolean hidden) {
    accounts.setHidden(account, hidden);
    AccountChanged news =
        AccountChanged.newBuilder().setAccountId(account).setHidden(hidden).build();
    long id = installation.installation().ids().next();
    databases
        .database(Keyspace.ACCOUNT)
        .execute(
            handle ->
                handle.execute(
                    "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, ?, ?, ?)",
                    id,
                    account,
                    AccountChanged.getDescriptor().getName(),
                    news.toByteArray()));
  }

  /** Returns once all who have to do with an account were told that it is in this state. */
  void awaitTold(long account, boolean hidden) {
    Eventually.await(
        PATIENCE,
        () ->
            numbers(
                    "SELECT telling FROM hidden_account WHERE user_id = ? AND is_hidden = ?",
                    account,
                    hidden ? 1 : 0)
                .equals(List.of(0L)));
  }

  <T> T instance(Class<T> type) {
    return service.injector().getInstance(type);
  }

  MirrorStore mirrors() {
    return service.injector().getInstance(MirrorStore.class);
  }

  FollowerMirror mirror() {
    return service.injector().getInstance(FollowerMirror.class);
  }

  /** Of the service's gRPC server. */
  int port() {
    return service.port();
  }

  /** What is not ready and why, by name. */
  Map<String, String> notReady() {
    return service.notReady();
  }

  /** A public account that no other test has. */
  long account() {
    long id = NEXT_ID.incrementAndGet();
    accounts.add(id);
    return id;
  }

  /** Returns once nothing that was committed waits for its mirror. */
  void awaitMirror() {
    Eventually.await(PATIENCE, () -> service.notReady().isEmpty() && mirrorIsExact());
  }

  Database database() {
    return database(Keyspace.GRAPH);
  }

  Database database(Keyspace keyspace) {
    return databases.database(keyspace);
  }

  /** Sets a fact of a row by hand, such as {@code blocking}. */
  void set(long user, long other, String fact) {
    database()
        .execute(
            handle ->
                handle.execute(
                    """
                    INSERT INTO relation (user_id, other_id, {fact}) VALUES (?, ?, 1)
                      ON DUPLICATE KEY UPDATE {fact} = 1
                    """
                        .replace("{fact}", fact),
                    user,
                    other));
  }

  /** All relations and counters, as text. */
  List<String> rows() {
    return database()
        .read(
            handle -> {
              List<String> rows = new ArrayList<>();
              for (String table : List.of("relation", "follow_counter")) {
                handle
                    .select("SELECT * FROM " + table + " ORDER BY 1, 2")
                    .mapToMap()
                    .forEach(row -> rows.add(row.toString()));
              }
              return rows;
            });
  }

  /** Changes rows of one account. */
  void execute(String sql, Object... arguments) {
    database().execute(handle -> handle.execute(sql, arguments));
  }

  long number(String sql, Object... arguments) {
    return numbers(sql, arguments).getFirst();
  }

  List<Long> numbers(String sql, Object... arguments) {
    return database().read(handle -> handle.select(sql, arguments).mapTo(Long.class).list());
  }

  /** How many events the outbox has of an account. */
  long events(long account) {
    return number("SELECT COUNT(*) FROM outbox WHERE user_id = ?", account);
  }

  /**
   * Whether every changed row has a mirror of its version, nobody has anything with those who block
   * them, and every counter is that of the rows. Blocks that were set by hand are not looked at.
   * Compared here, since the two lie in different shards.
   */
  boolean mirrorIsExact() {
    Map<RelationKey, Relation> rows = new HashMap<>();
    relations().forEach(row -> rows.put(row.key(), row));
    return rows.values().stream()
            .filter(row -> row.own().version() > 0)
            .allMatch(row -> isMirrored(row.own(), rows.get(row.key().reversed())))
        && countersAreExact()
        && keptHidden(rows.values()).equals(countedHidden(rows.values()));
  }

  /** How many hidden ones are followed by, and follow, each account with any, by its rows. */
  private static Map<Long, String> countedHidden(Collection<Relation> rows) {
    Map<Long, Long> following = new HashMap<>();
    Map<Long, Long> followers = new HashMap<>();
    for (Relation row : rows) {
      if (row.mirrored().other().hidden()) {
        following.merge(row.key().user(), row.own().following() ? 1L : 0L, Long::sum);
        followers.merge(row.key().user(), row.mirrored().followedBy() ? 1L : 0L, Long::sum);
      }
    }
    Map<Long, String> counted = new HashMap<>();
    following.forEach((user, count) -> counted.put(user, count + "/" + followers.get(user)));
    counted.values().removeIf("0/0"::equals);
    return counted;
  }

  /** The same by its counts. */
  private Map<Long, String> keptHidden(Collection<Relation> rows) {
    List<Long> users = rows.stream().map(row -> row.key().user()).distinct().toList();
    Map<Long, String> kept = new HashMap<>();
    for (List<Long> some : Lists.partition(users, 50)) {
      database()
          .read(
              handle ->
                  handle
                      .createQuery(
                          """
                          SELECT user_id, following_hidden, followers_hidden
                          FROM follow_counter WHERE user_id IN (<users>)
                          """)
                      .bindList("users", some)
                      .map(
                          (row, context) ->
                              Map.entry(row.getLong(1), row.getLong(2) + "/" + row.getLong(3)))
                      .list())
          .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    }
    kept.values().removeIf("0/0"::equals);
    return kept;
  }

  private static boolean isMirrored(OwnFacts own, Relation otherOrNull) {
    if (otherOrNull == null) {
      return false;
    }
    MirroredFacts mirror = otherOrNull.mirrored();
    return mirror.version() == own.version()
        && mirror.followedBy() == own.following()
        && mirror.requestedBy() == own.requested()
        && mirror.closeFriendOf() == own.closeFriend()
        && (mirror.blockedBy() == own.blocking() || own.blockVersion() == 0)
        && !(own.blockVersion() > 0 && own.blocking() && otherOrNull.own().hasTies())
        && mirror.followedByMicros() == own.followMicros();
  }

  private List<Relation> relations() {
    return database()
        .read(
            handle -> {
              List<Relation> rows = new ArrayList<>();
              List<Long> users =
                  handle.select("SELECT DISTINCT user_id FROM relation").mapTo(Long.class).list();
              for (List<Long> some : Lists.partition(users, 50)) {
                List<RelationKey> keys =
                    handle
                        .createQuery(
                            "SELECT user_id, other_id FROM relation WHERE user_id IN (<users>)")
                        .bindList("users", some)
                        .map((row, context) -> new RelationKey(row.getLong(1), row.getLong(2)))
                        .list();
                for (List<RelationKey> part : Lists.partition(keys, BulkSql.MAX_ROWS)) {
                  rows.addAll(RelationRows.read(handle, part).values());
                }
              }
              return rows;
            });
  }

  boolean countersAreExact() {
    return number(
            """
            SELECT COUNT(*) FROM
              (SELECT user_id, SUM(following) f, SUM(followed_by) b FROM relation GROUP BY user_id) r
              LEFT JOIN follow_counter c ON c.user_id = r.user_id
            WHERE r.f <> COALESCE(c.following, 0) OR r.b <> COALESCE(c.followers, 0)
            """)
        == 0;
  }
}
