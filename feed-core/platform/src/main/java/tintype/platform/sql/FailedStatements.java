package tintype.platform.sql;

import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Remembers that a statement of a transaction failed. Such a transaction is never committed, even
 * if its work has caught the failure: vtgate has rolled back what came before, begins anew with the
 * next statement, and would commit that half.
 */
final class FailedStatements implements SqlLogger {
  private boolean any;

  @Override
  public void logException(StatementContext context, SQLException failure) {
    any = true;
  }

  boolean any() {
    return any;
  }
}
