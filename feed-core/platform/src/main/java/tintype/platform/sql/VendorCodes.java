package tintype.platform.sql;

import org.jspecify.annotations.Nullable;
import tintype.platform.sql.FailureWords.Effect;
import tintype.platform.sql.FailureWords.Meaning;
import tintype.platform.sql.SqlFailure.Reason;

/** The codes of MySQL and MariaDB, which Vitess passes on where it has one. */
final class VendorCodes {
  static final int DUPLICATE_ENTRY = 1062;
  static final int DUPLICATE_ENTRY_WITH_KEY_NAME = 1586;
  static final int LOCK_WAIT_TIMEOUT = 1205;
  static final int DEADLOCK = 1213;

  private static final int TOO_MANY_CONNECTIONS = 1040;
  private static final int OUT_OF_RESOURCES = 1041;
  private static final int SERVER_SHUTDOWN = 1053;
  private static final int TOO_MANY_USER_CONNECTIONS = 1203;
  private static final int READ_ONLY = 1290;
  private static final int QUERY_KILLED = 1317;
  private static final int READ_ONLY_TRANSACTION = 1792;
  private static final int READ_ONLY_MODE = 1836;
  private static final int CONNECTION_KILLED = 1927;
  private static final int SOCKET_REFUSED = 2002;
  private static final int HOST_REFUSED = 2003;
  private static final int SERVER_GONE = 2006;
  private static final int SERVER_LOST = 2013;
  private static final int QUERY_TIMEOUT = 3024;

  private VendorCodes() {}

  /** What a code says by itself; null for one that is not about the server's state. */
  static @Nullable Meaning meaning(int code) {
    return switch (code) {
      case TOO_MANY_CONNECTIONS, OUT_OF_RESOURCES, TOO_MANY_USER_CONNECTIONS ->
          new Meaning(Effect.REFUSED, Reason.FULL);
      case READ_ONLY, READ_ONLY_TRANSACTION, READ_ONLY_MODE ->
          new Meaning(Effect.REFUSED, Reason.FAILOVER);
      case SOCKET_REFUSED, HOST_REFUSED -> new Meaning(Effect.REFUSED, Reason.CONNECTION);
      case SERVER_SHUTDOWN, CONNECTION_KILLED, SERVER_GONE, SERVER_LOST ->
          new Meaning(Effect.UNKNOWN, Reason.CONNECTION);
      case QUERY_KILLED, QUERY_TIMEOUT -> new Meaning(Effect.UNKNOWN, Reason.TIMEOUT);
      default -> null;
    };
  }
}
