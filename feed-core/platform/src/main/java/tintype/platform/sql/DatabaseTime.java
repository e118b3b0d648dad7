package tintype.platform.sql;

/** The database's clock, which leases are compared with: processes may disagree about the time. */
public final class DatabaseTime {
  /** An SQL expression: microseconds since 1970, whatever the connection's time zone is. */
  public static final String NOW_MICROS =
      "TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(6))";

  private DatabaseTime() {}
}
