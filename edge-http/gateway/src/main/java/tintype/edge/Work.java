package tintype.edge;

import io.netty.buffer.ByteBuf;

/** What a route does with a request; it answers through its {@link Turn}. On the event loop. */
interface Work {
  /** The headers are there; asks for the body through {@link Turn#wantBody}. */
  void begin();

  /** A piece of the body, which the caller releases. */
  void received(ByteBuf piece);

  /** The body is whole. */
  void bodyEnded();

  /** The client takes more of a streamed answer. */
  default void writable() {}

  /** The client is gone, or was refused: whatever runs must stop and leave nothing half-done. */
  void cancel(String why);
}
