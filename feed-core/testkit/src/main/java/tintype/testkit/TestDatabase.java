package tintype.testkit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;

/**
 * Fresh, migrated databases for a test class, dropped after it. Use as {@code @RegisterExtension
 * static final TestDatabase db = TestDatabase.of(Keyspace.GRAPH)}.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  private TestDatabase() {}

  public static TestDatabase of(Keyspace... keyspaces) {
    return new TestDatabase();
  }

  /** How to reach the database of a keyspace that was asked for. */
  public DatabaseConfig config(Keyspace keyspace) {
    throw new UnsupportedOperationException("soon");
  }

  /** An open pool for it, closed after the test class. */
  public Database database(Keyspace keyspace) {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public void beforeAll(ExtensionContext context) {}

  @Override
  public void afterAll(ExtensionContext context) {}
}
