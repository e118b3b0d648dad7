package tintype.platform.sql;

/** The schema of a keyspace, from {@code schema/<keyspace>/V*.sql} on the class path. */
public final class Migrations {
  private Migrations() {}

  /**
   * Brings a database up to the newest version; an empty one gets all of it.
   *
   * @throws SchemaTooNewException if the database is of a newer version
   */
  public static void apply(DatabaseConfig config, Keyspace keyspace) {
    throw new UnsupportedOperationException("soon");
  }
}
