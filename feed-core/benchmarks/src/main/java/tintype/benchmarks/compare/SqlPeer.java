package tintype.benchmarks.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import tintype.benchmarks.Network;
import tintype.engine.FeedReader;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;

/**
 * A join at every read, on the embedded MariaDB: both tables are clustered in the order that it
 * wants them in, all of both is in memory, and the statement is prepared.
 */
final class SqlPeer implements Peer {
  private static final long BUFFER_POOL = 1L << 30;

  private static final String SCHEMA =
      """
      CREATE OR REPLACE DATABASE compare;
      CREATE TABLE compare.follow (
        reader BIGINT NOT NULL, followee BIGINT NOT NULL, PRIMARY KEY (reader, followee));
      CREATE TABLE compare.post (
        author BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (author, id))
      """;

  private static final String FEED =
      """
      SELECT post.id FROM compare.follow JOIN compare.post ON post.author = follow.followee
      WHERE follow.reader = ? ORDER BY post.id DESC LIMIT ?
      """;

  private final EmbeddedMariaDb server;
  private final Connection connection;
  private final PreparedStatement feed;
  private final PreparedStatement insert;
  private final PreparedStatement one;
  private final long[] page = new long[FeedReader.MAX_LIMIT];

  /** Starts a server in the folder, and loads all posts and the lists of some readers. */
  SqlPeer(Path folder, Network network, int readers) throws IOException, SQLException {
    server =
        EmbeddedMariaDb.start(
            new EmbeddedMariaDb.Config(
                folder.resolve("mariadb"), 0, BUFFER_POOL, folder.resolve("software"), false),
            sentence -> {});
    try {
      DatabaseConfig config = server.database("");
      connection =
          DriverManager.getConnection(
              config.jdbcUrl() + "&useServerPrepStmts=true", config.user(), config.password());
      try (Statement statement = connection.createStatement()) {
        for (String part : SCHEMA.split(";")) {
          statement.execute(part);
        }
        fill(statement, folder, network, readers);
      }
      feed = connection.prepareStatement(FEED);
      insert = connection.prepareStatement("INSERT INTO compare.post VALUES (?, ?)");
      one = connection.prepareStatement("SELECT 1");
    } catch (IOException | SQLException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public int feed(int reader, int limit) {
    try {
      feed.setLong(1, Network.accountId(reader));
      feed.setInt(2, limit);
      try (ResultSet rows = feed.executeQuery()) {
        int size = 0;
        while (rows.next()) {
          page[size++] = rows.getLong(1);
        }
        return size;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long id(int place) {
    return page[place];
  }

  @Override
  public void post(int author, long post) {
    try {
      insert.setLong(1, Network.accountId(author));
      insert.setLong(2, post);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The least that the server can be asked. */
  void echo() {
    try (ResultSet rows = one.executeQuery()) {
      rows.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server's process. */
  long pid() {
    return server.pid();
  }

  @Override
  public void close() {
    server.close();
  }

  private static void fill(Statement statement, Path folder, Network network, int readers)
      throws IOException, SQLException {
    Path follows = folder.resolve("follow.tsv").toAbsolutePath();
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(follows))) {
      for (int reader = 0; reader < readers; reader++) {
        // Everybody sees their own posts.
        line(lines, reader, Network.accountId(reader));
        for (int followee : network.followees(reader)) {
          line(lines, reader, Network.accountId(followee));
        }
      }
    }
    load(statement, follows, "compare.follow");
    PostsByAuthor posts = PostsByAuthor.of(network);
    Path ids = folder.resolve("post.tsv").toAbsolutePath();
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(ids))) {
      for (int author = 0; author < network.accounts(); author++) {
        for (int i = 0; i < posts.count(author); i++) {
          line(lines, author, posts.id(author, i));
        }
      }
    }
    load(statement, ids, "compare.post");
    statement.execute("ANALYZE TABLE compare.follow, compare.post");
  }

  private static void line(PrintWriter lines, int account, long value) {
    lines.append(Long.toString(Network.accountId(account))).append('\t');
    lines.append(Long.toString(value)).append('\n');
  }

  private static void load(Statement statement, Path file, String table)
      throws IOException, SQLException {
    statement.execute("LOAD DATA INFILE '" + file + "' INTO TABLE " + table);
    Files.delete(file);
  }
}
