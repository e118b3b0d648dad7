package tintype.edge;

import io.netty.buffer.ByteBuf;

/** Answers with a page. */
final class PageWork implements Work {
  private final Turn turn;
  private final Answer page;
  private final IgnoredBody body;

  PageWork(Edge edge, Turn turn, Answer page) {
    this.turn = turn;
    this.page = page;
    this.body = new IgnoredBody(edge, turn);
  }

  @Override
  public void begin() {
    body.begin();
  }

  @Override
  public void received(ByteBuf piece) {
    body.received(piece);
  }

  @Override
  public void bodyEnded() {
    turn.answer(page);
  }

  @Override
  public void cancel(String why) {}
}
