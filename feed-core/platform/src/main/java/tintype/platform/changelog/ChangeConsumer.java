package tintype.platform.changelog;

/**
 * Who hears of changes. Each stream has one thread of its own, so calls for different streams come
 * at once and calls for one stream never do.
 */
public interface ChangeConsumer {
  /**
   * Takes a batch. Delivery is at least once: after an exception, a lost connection or a restart
   * the same events come again, so an effect must bear repeating. Rows of the events' transactions
   * can be read by then. It runs in a gRPC context of the request that wrote the events, where that
   * is one; else each event has its own.
   *
   * @throws Exception to be handed the same batch again after a pause, for ever; so it is with an
   *     {@link Error}. The subscription's trouble tells of it meanwhile
   */
  void apply(ChangeBatch batch) throws Exception;

  /**
   * The log moved on without news, e.g. through other databases' transactions. Called now and then
   * (at most once in some seconds) between batches, so that a saved position does not fall behind
   * what the server keeps.
   */
  default void advanced(StreamId stream, Position position) {}

  /**
   * The server no longer has the log from the position on: changes are missing, and this stream of
   * the subscription has ended. Whatever was derived has to be built anew from a snapshot.
   */
  default void positionLost(StreamId stream, PositionLostException lost) {}
}
