package tintype.edge;

import io.netty.buffer.ByteBuf;

/** A body where none is asked for: read, bounded, and ignored. */
final class IgnoredBody {
  private final Edge edge;
  private final Turn turn;
  private long bytes;

  IgnoredBody(Edge edge, Turn turn) {
    this.edge = edge;
    this.turn = turn;
  }

  void begin() {
    turn.alarm().set(edge.config().bodyTimeout(), () -> turn.refuse(Refusal.tooSlow()));
    turn.wantBody();
  }

  /**
   * Takes a piece.
   *
   * @throws Refusal with BODY_TOO_LARGE above the largest JSON body
   */
  void received(ByteBuf piece) {
    bytes += piece.readableBytes();
    if (bytes > edge.config().maxJsonBody()) {
      throw Refusal.bodyTooLarge(edge.config().maxJsonBody());
    }
    turn.wantBody();
  }
}
