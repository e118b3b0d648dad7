package tintype.edge;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;

/**
 * A body of bytes in, as a stream of messages of up to 64 KiB. The socket is read only while the
 * call takes more, so of an upload no more than a piece or two is in memory. Whatever ends the body
 * early cancels the call, so that the service never takes half for a whole.
 */
final class UploadWork implements Work {
  private static final int PIECE = 64 * 1024;

  private final Edge edge;
  private final Turn turn;
  private final RoutedRequest request;
  private final FieldPath field;
  private final long limit;
  private final byte[] piece = new byte[PIECE];
  private int filled;
  private long total;
  private boolean ended;
  private boolean waiting;
  private RunningCall call;
  private Metadata headers = new Metadata();
  private Message response;

  UploadWork(Edge edge, Turn turn, RoutedRequest request) {
    this.edge = edge;
    this.turn = turn;
    this.request = request;
    this.field = request.route().binder().bodyField();
    this.limit = BodyRules.limit(request.route(), edge.config());
  }

  @Override
  public void begin() {
    Message.Builder first = request.bind(new byte[0]).toBuilder();
    String type = turn.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    put(first, HttpBody.newBuilder().setContentType(type).build());
    call = new RunningCall(turn, request, new Listener());
    call.request(2);
    call.send(first.build()); // At once: a caller who may not upload hears so before sending.
    wantMore();
  }

  @Override
  public void received(ByteBuf bytes) {
    total += bytes.readableBytes();
    if (total > limit) {
      throw Refusal.bodyTooLarge(limit);
    }
    while (bytes.isReadable()) {
      int length = Math.min(bytes.readableBytes(), PIECE - filled);
      bytes.readBytes(piece, filled, length);
      filled += length;
      if (filled == PIECE) {
        sendPiece();
      }
    }
    wantMore();
  }

  @Override
  public void bodyEnded() {
    ended = true;
    if (filled > 0) {
      sendPiece();
    }
    call.halfClose();
  }

  @Override
  public void cancel(String why) {
    if (call != null) {
      call.cancel(why);
    }
  }

  private void wantMore() {
    waiting = !call.isReady();
    if (waiting) {
      turn.alarm().clear(); // It is the service that is slow; the call has a deadline.
    } else {
      turn.alarm().set(edge.config().bodyTimeout(), () -> turn.refuse(Refusal.tooSlow()));
      turn.wantBody();
    }
  }

  private void sendPiece() {
    Message.Builder message = request.route().binder().emptyRequest();
    put(message, HttpBody.newBuilder().setData(ByteString.copyFrom(piece, 0, filled)).build());
    filled = 0;
    call.send(message.build());
  }

  private void put(Message.Builder message, HttpBody body) {
    field.holder(message).setField(field.last(), body);
  }

  private final class Listener implements RunningCall.Events {
    @Override
    public void headers(Metadata metadata) {
      headers = metadata;
    }

    @Override
    public void message(Message message) {
      response = message;
    }

    @Override
    public void ready() {
      if (waiting && !ended) {
        wantMore();
      }
    }

    @Override
    public void closed(Status status, Metadata trailers) {
      if (!status.isOk() || response == null) {
        turn.answer(edge.errors().of(status, trailers, turn.id()));
        return;
      }
      turn.answer(MessageWork.success(edge, request.route(), response, headers, trailers));
    }
  }
}
