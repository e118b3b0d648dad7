package tintype.edge;

import com.google.api.HttpBody;
import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A JSON body in, one call, one message out. */
final class MessageWork implements Work {
  private static final byte[] NOTHING = {};

  private final Edge edge;
  private final Turn turn;
  private final RoutedRequest request;
  private final long limit;
  private byte[] body = NOTHING;
  private int size;
  private RunningCall call;
  private Metadata headers = new Metadata();
  private Message response;

  MessageWork(Edge edge, Turn turn, RoutedRequest request) {
    this.edge = edge;
    this.turn = turn;
    this.request = request;
    this.limit = BodyRules.limit(request.route(), edge.config());
  }

  @Override
  public void begin() {
    turn.alarm().set(edge.config().bodyTimeout(), () -> turn.refuse(Refusal.tooSlow()));
    turn.wantBody();
  }

  @Override
  public void received(ByteBuf piece) {
    int length = piece.readableBytes();
    if (size + length > limit) {
      throw Refusal.bodyTooLarge(limit);
    }
    if (request.route().binder().takesBody()) {
      if (size + length > body.length) {
        body = Arrays.copyOf(body, Math.max(size + length, 2 * body.length));
      }
      piece.readBytes(body, size, length);
    }
    size += length;
    turn.wantBody();
  }

  @Override
  public void bodyEnded() {
    boolean taken = request.route().binder().takesBody();
    Message message = request.bind(taken ? Arrays.copyOf(body, size) : NOTHING);
    body = NOTHING;
    call = new RunningCall(turn, request, new Listener());
    call.request(2); // A second one would be a fault of the service, and gRPC says so.
    call.send(message);
    call.halfClose();
  }

  @Override
  public void cancel(String why) {
    if (call != null) {
      call.cancel(why);
    }
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
    public void closed(Status status, Metadata trailers) {
      if (!status.isOk() || response == null) {
        turn.answer(edge.errors().of(status, trailers, turn.id()));
        return;
      }
      turn.answer(success(edge, request.route(), response, headers, trailers));
    }
  }

  /** The answer that a message makes. */
  static Answer success(
      Edge edge, Route route, Message response, Metadata headers, Metadata trailers) {
    Map<String, String> others = new HashMap<>();
    CallMetadata.copyAfter(headers, others);
    CallMetadata.copyAfter(trailers, others);
    if (response instanceof HttpBody bytes) {
      return new Answer(200, bytes.getContentType(), bytes.getData().toByteArray(), others);
    }
    byte[] json =
        route.responseField() == null
            ? edge.codec().write(response)
            : edge.codec().writeField(response, route.responseField());
    return new Answer(200, Answer.JSON, json, others);
  }
}
