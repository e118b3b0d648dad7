package tintype.platform.changelog;

import java.util.Map;

/** The effects of a consumer whose results are rows, for {@link SqlConsumer} to run. */
@FunctionalInterface
public interface SqlEffects {
  /**
   * Puts a batch into effect. Each effect must be guarded by its own row, for batches come again: a
   * counter moves only if its row changed in the same transaction.
   */
  void apply(ChangeBatch batch) throws Exception;

  /**
   * Where to begin when there is no position yet, or when the saved one was lost. A consumer that
   * cannot build its rows from the kept part of the log copies tables here.
   */
  default Map<StreamId, Position> begin(ChangeLog log) {
    return log.earliest();
  }
}
