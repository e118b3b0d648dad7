package tintype.platform.changelog;

import java.util.List;

/**
 * What was read of a log, made into transactions. A position moves only between transactions, so a
 * connection lost in the middle of one begins it again.
 */
interface LogTransactions {
  /** Whether no transaction is half read. */
  boolean isBetweenTransactions();

  /** Where to go on after what was committed. */
  Position position();

  /** When the last transaction was committed, in whole seconds as milliseconds; 0 before any. */
  long lastCommitMillis();

  /** How many events were committed and not yet taken. */
  int committedEvents();

  /** The last committed event of each server that wrote some of them. */
  List<ChangeEvent> lastCommitted();

  /** Hands over what was committed since the last time. */
  List<ChangeEvent> takeCommitted();
}
