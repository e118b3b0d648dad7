package tintype.platform.sql;

/** The database was migrated by a newer program than this one. */
public final class SchemaTooNewException extends RuntimeException {
  SchemaTooNewException(Keyspace keyspace, String found, String known) {
    super(
        "The database of keyspace "
            + keyspace
            + " has schema version "
            + found
            + ", this program knows versions up to "
            + known
            + ": start a newer program.");
  }
}
