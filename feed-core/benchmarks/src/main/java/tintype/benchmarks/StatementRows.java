package tintype.benchmarks;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * The rows that the statements are about: those of some accounts that nobody else has, which lie in
 * all shards. Made before, deleted afterwards.
 */
final class StatementRows {
  static final int ACCOUNTS = 64;
  static final int POSTS_EACH = 40;
  static final int FOLLOWERS_EACH = 100;
  static final String CONSUMER = "statements";

  /** Below all ids that are minted, which carry a time. */
  private static final long FIRST_ID = 1_000;

  private static final long STEP = 7_919;

  private StatementRows() {}

  static long account(int number) {
    return FIRST_ID + number * STEP;
  }

  static long post(int number) {
    return FIRST_ID + number;
  }

  static String requestId(int account) {
    return "request " + account;
  }

  static void make(Databases databases) {
    delete(databases);
    accounts().forEach(account -> make(databases, account));
    databases
        .of(Keyspace.MEDIA)
        .<RuntimeException>execute(
            handle ->
                handle.execute(
                    """
                    INSERT INTO changelog_position
                      (consumer, stream, log_position, epoch, holder, lease_until_micros)
                    VALUES (?, 'media', NULL, 1, 'bench', 0)
                    """,
                    CONSUMER));
  }

  private static void make(Databases databases, long account) {
    databases.of(Keyspace.ACCOUNT).<RuntimeException>execute(handle -> insert(handle, account));
    databases
        .of(Keyspace.GRAPH)
        .<RuntimeException>execute(
            handle ->
                batch(
                    handle,
                    """
                    INSERT INTO relation (user_id, other_id, followed_by, followed_by_micros)
                    VALUES (?, ?, 1, ?)
                    """,
                    IntStream.range(0, FOLLOWERS_EACH)
                        .mapToObj(i -> new Object[] {account, account(i) + 1, (long) i})
                        .toList()));
    databases.of(Keyspace.MEDIA).<RuntimeException>execute(handle -> insertPosts(handle, account));
  }

  private static void insert(Handle handle, long account) {
    handle.execute(
        """
        INSERT INTO account (user_id, username, full_name, bio, website, email, phone,
          email_verified, phone_verified, birthday, password_hash, is_private, is_verified, state,
          create_micros)
        VALUES (?, ?, '', '', '', NULL, NULL, 0, 0, NULL, NULL, 0, 0, 0, 1)
        """,
        account,
        "bench" + account);
  }

  private static void insertPosts(Handle handle, long account) {
    batch(
        handle,
        """
        INSERT INTO post (user_id, post_id, state, audience, caption, create_micros, update_micros,
          delete_micros)
        VALUES (?, ?, 0, 1, ?, 1, 1, 0)
        """,
        IntStream.range(0, POSTS_EACH)
            .mapToObj(i -> new Object[] {account, post(i), "A caption of some length, number " + i})
            .toList());
    handle.execute(
        """
        INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)
        VALUES (?, ?, ?, 1, 1)
        """,
        account,
        requestId(0),
        new byte[32]);
  }

  private static void batch(Handle handle, String sql, List<Object[]> rows) {
    PreparedBatch batch = handle.prepareBatch(sql);
    rows.forEach(batch::add);
    batch.execute();
  }

  static void delete(Databases databases) {
    accounts().forEach(account -> delete(databases, account));
    databases
        .of(Keyspace.MEDIA)
        .<RuntimeException>execute(
            handle ->
                handle.execute("DELETE FROM changelog_position WHERE consumer = ?", CONSUMER));
  }

  private static void delete(Databases databases, long account) {
    delete(databases.of(Keyspace.ACCOUNT), account, "account");
    delete(databases.of(Keyspace.GRAPH), account, "relation", "follow_counter", "outbox");
    delete(
        databases.of(Keyspace.MEDIA),
        account,
        "post",
        "request",
        "post_like",
        "post_like_counter",
        "outbox");
  }

  private static void delete(Database database, long account, String... tables) {
    database.<RuntimeException>execute(
        handle -> {
          for (String table : tables) {
            handle.execute("DELETE FROM " + table + " WHERE user_id = ?", account);
          }
        });
  }

  private static LongStream accounts() {
    return IntStream.range(0, ACCOUNTS).mapToLong(StatementRows::account);
  }
}
