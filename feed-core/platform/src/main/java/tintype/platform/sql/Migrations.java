package tintype.platform.sql;

import java.util.Arrays;
import java.util.Comparator;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The schema of a keyspace, from {@code schema/<keyspace>/V*.sql} on the class path. A cluster of
 * Vitess gets it from its operator's tools instead, which write down in table {@code
 * schema_version} what they applied; here it is only compared.
 */
public final class Migrations {
  /** What was applied; its column version is a number, or begins with one. */
  static final String TABLE = "schema_version";

  private Migrations() {}

  /**
   * Brings a database up to the newest version; an empty one gets all of it. Of several processes
   * at once one migrates and the others wait.
   *
   * @throws SchemaTooNewException if the database is of a newer version
   * @throws SchemaTooOldException if a keyspace of Vitess is of an older version
   * @throws FlywayException if a file is wrong, was changed after it was applied, or none is there
   */
  public static void apply(DatabaseConfig config, Keyspace keyspace) {
    if (config.isVitess()) {
      VitessSchema.require(config, keyspace);
      return;
    }
    Flyway flyway =
        Flyway.configure()
            .dataSource(config.jdbcUrl(), config.user(), config.password())
            .locations("classpath:" + folder(keyspace))
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .placeholderReplacement(false)
            .cleanDisabled(true)
            .table(TABLE)
            .load();
    requireKnown(flyway.info().all(), keyspace);
    flyway.migrate();
  }

  static String folder(Keyspace keyspace) {
    return "schema/" + keyspace.lowerName();
  }

  /** Flyway itself would run on beside what it does not know. */
  private static void requireKnown(MigrationInfo[] all, Keyspace keyspace) {
    MigrationVersion known = newest(all, true);
    MigrationVersion applied = newest(all, false);
    if (applied.compareTo(known) > 0) {
      throw new SchemaTooNewException(keyspace, applied.getVersion(), known.getVersion());
    }
  }

  private static MigrationVersion newest(MigrationInfo[] all, boolean ofThisProgram) {
    return Arrays.stream(all)
        .filter(info -> ofThisProgram ? info.getState().isResolved() : info.getState().isApplied())
        .map(MigrationInfo::getVersion)
        .filter(version -> version != null)
        .max(Comparator.naturalOrder())
        .orElse(MigrationVersion.EMPTY);
  }
}
