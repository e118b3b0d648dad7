package tintype.edge;

import io.netty.buffer.ByteBuf;

/** Answers with a page; a body that comes with the request is read, bounded, and ignored. */
final class PageWork implements Work {
  private final Edge edge;
  private final Turn turn;
  private final Answer page;
  private long ignored;

  PageWork(Edge edge, Turn turn, Answer page) {
    this.edge = edge;
    this.turn = turn;
    this.page = page;
  }

  @Override
  public void begin() {
    turn.alarm().set(edge.config().bodyTimeout(), () -> turn.refuse(Refusal.tooSlow()));
    turn.wantBody();
  }

  @Override
  public void received(ByteBuf piece) {
    ignored += piece.readableBytes();
    if (ignored > edge.config().maxJsonBody()) {
      throw Refusal.bodyTooLarge(edge.config().maxJsonBody());
    }
    turn.wantBody();
  }

  @Override
  public void bodyEnded() {
    turn.answer(page);
  }

  @Override
  public void cancel(String why) {}
}
