package tintype.platform.sql;

/** A keyspace of Vitess lacks schema files, which only its operator applies. */
public final class SchemaTooOldException extends IllegalStateException {
  SchemaTooOldException(Keyspace keyspace, int applied, int known) {
    super(
        "the schema of keyspace "
            + keyspace
            + " is of version "
            + applied
            + " (expected: "
            + known
            + "): apply the files of "
            + Migrations.folder(keyspace)
            + " to the cluster");
  }
}
