package tintype.benchmarks;

import static tintype.benchmarks.StatementRows.ACCOUNTS;
import static tintype.benchmarks.StatementRows.POSTS_EACH;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/** The statements and transactions that the services run most, as they run them. */
enum Statement {
  ACCOUNT("one account", Keyspace.ACCOUNT, false) {
    @Override
    void on(Handle handle) {
      read(
          handle
              .createQuery(
                  """
                  SELECT user_id, username, full_name, bio, website, avatar, email, phone,
                    email_verified, phone_verified, is_private, is_verified, state, create_micros
                  FROM account WHERE user_id IN (?)
                  """)
              .bind(0, anyAccount()));
    }
  },
  POST("one post", Keyspace.MEDIA, false) {
    @Override
    void on(Handle handle) {
      read(handle.createQuery(POSTS.formatted("(" + anyAccount() + "," + anyPost() + ")")));
    }
  },
  POSTS_OF_A_PAGE("20 posts of 20 authors", Keyspace.MEDIA, false) {
    @Override
    void on(Handle handle) {
      int first = any(ACCOUNTS);
      String keys =
          IntStream.range(first, first + 20)
              .mapToObj(i -> "(" + StatementRows.account(i % ACCOUNTS) + "," + anyPost() + ")")
              .collect(Collectors.joining(","));
      read(handle.createQuery(POSTS.formatted(keys)));
    }
  },
  GRID("a page of a grid, 30 posts", Keyspace.MEDIA, false) {
    @Override
    void on(Handle handle) {
      read(
          handle
              .createQuery(
                  """
                  SELECT user_id, post_id, state, audience, caption, create_micros, update_micros
                  FROM post WHERE user_id = ? AND state = 0 AND post_id < ?
                  ORDER BY post_id DESC LIMIT 30
                  """)
              .bind(0, anyAccount())
              .bind(1, Long.MAX_VALUE));
    }
  },
  FOLLOWERS("a page of followers, 50", Keyspace.GRAPH, false) {
    @Override
    void on(Handle handle) {
      read(
          handle
              .createQuery(
                  """
                  SELECT followed_by_micros, other_id
                  FROM relation FORCE INDEX (relation_by_followed)
                  WHERE user_id = ? AND followed_by = 1 AND followed_by_micros <= ?
                    AND (followed_by_micros, other_id) < (?, ?)
                  ORDER BY followed_by_micros DESC, other_id DESC LIMIT 50
                  """)
              .bind(0, anyAccount())
              .bind(1, Long.MAX_VALUE)
              .bind(2, Long.MAX_VALUE)
              .bind(3, Long.MAX_VALUE));
    }
  },
  REQUEST("one request id", Keyspace.MEDIA, false) {
    @Override
    void on(Handle handle) {
      read(
          handle
              .createQuery(
                  """
                  SELECT fingerprint, result_id, create_micros FROM request
                  WHERE user_id = ? AND request_id = ?
                  """)
              .bind(0, anyAccount())
              .bind(1, StatementRows.requestId(0)));
    }
  },
  LIKE("a like: 4 statements", Keyspace.MEDIA, true) {
    @Override
    void on(Handle handle) {
      long author = anyAccount();
      long post = anyPost();
      long account = NEXT.incrementAndGet();
      long slot = account % 16;
      handle.execute(
          """
          INSERT INTO post_like_counter (user_id, post_id, slot, likes) VALUES (?, ?, ?, 0)
          ON DUPLICATE KEY UPDATE likes = likes
          """,
          author,
          post,
          slot);
      handle.execute(
          """
          INSERT IGNORE INTO post_like (user_id, post_id, account_id, create_micros)
          VALUES (?, ?, ?, ?)
          """,
          author,
          post,
          account,
          account);
      handle.execute(
          "UPDATE post_like_counter SET likes = likes + 1"
              + " WHERE user_id = ? AND post_id = ? AND slot = ?",
          author,
          post,
          slot);
      appendNews(handle, author);
    }
  },
  FOLLOW("a follow: 5 statements", Keyspace.GRAPH, true) {
    @Override
    void on(Handle handle) {
      long follower = anyAccount();
      long followee = NEXT.incrementAndGet();
      String key = "(" + follower + "," + followee + ")";
      read(
          handle.createQuery(
              "SELECT user_id, other_id, following, version FROM relation FORCE INDEX (PRIMARY)"
                  + " WHERE (user_id, other_id) IN ("
                  + key
                  + ") FOR UPDATE"));
      handle.execute(
          "INSERT INTO relation (user_id, other_id, following, follow_micros, version) VALUES ("
              + follower
              + ","
              + followee
              + ",1,1,1)");
      appendNews(handle, follower);
      handle.execute(
          "INSERT INTO follow_counter (user_id, following) VALUES ("
              + follower
              + ",1) ON DUPLICATE KEY UPDATE following = following + VALUES(following)");
      read(
          handle.createQuery(
              "SELECT user_id, following, followers FROM follow_counter WHERE user_id IN ("
                  + follower
                  + ")"));
    }
  },
  OUTBOX("a row of the outbox", Keyspace.MEDIA, true) {
    @Override
    void on(Handle handle) {
      appendNews(handle, anyAccount());
    }
  },
  POSITION("a position of the log", Keyspace.MEDIA, true) {
    @Override
    void on(Handle handle) {
      handle.execute(
          "UPDATE changelog_position SET log_position = ?, lease_until_micros = ?"
              + " WHERE consumer = ? AND stream = 'media' AND epoch = 1",
          "a position of about as many characters as one has: " + NEXT.incrementAndGet(),
          NEXT.get(),
          StatementRows.CONSUMER);
    }
  };

  private static final String POSTS =
      """
      SELECT user_id, post_id, state, audience, caption, create_micros, update_micros
      FROM post WHERE (user_id, post_id) IN (%s)
      """;

  private static final AtomicLong NEXT = new AtomicLong(System.currentTimeMillis());

  private final String words;
  private final Keyspace keyspace;
  private final boolean writes;

  Statement(String words, Keyspace keyspace, boolean writes) {
    this.words = words;
    this.keyspace = keyspace;
    this.writes = writes;
  }

  String words() {
    return words;
  }

  /** Runs it as a service does: a read by itself, a write as a transaction. */
  void run(Databases databases) {
    Database database = databases.of(keyspace);
    if (writes) {
      database.<RuntimeException>execute(this::on);
    } else {
      database.<Void, RuntimeException>read(
          handle -> {
            on(handle);
            return null;
          });
    }
  }

  abstract void on(Handle handle);

  private static void appendNews(Handle handle, long owner) {
    handle.execute(
        "INSERT INTO outbox (id, user_id, kind, payload, request_id) VALUES (?, ?, ?, ?, ?)",
        NEXT.incrementAndGet(),
        owner,
        "PostLikeChanged",
        new byte[48],
        "");
  }

  private static void read(Query query) {
    query.mapToMap().forEach(row -> {});
  }

  private static long anyAccount() {
    return StatementRows.account(any(ACCOUNTS));
  }

  private static long anyPost() {
    return StatementRows.post(any(POSTS_EACH));
  }

  private static int any(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}
