package tintype.edge;

import com.google.protobuf.Message;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gRPC call of one turn. Its events arrive on the connection's event loop, so nothing here is
 * locked; after {@link #cancel} none arrive any more.
 */
final class RunningCall extends ClientCall.Listener<Message> {
  private static final Logger log = LoggerFactory.getLogger(RunningCall.class);

  /** What the service does. */
  interface Events {
    default void headers(Metadata metadata) {}

    void message(Message message);

    void closed(Status status, Metadata trailers);

    /** The call takes messages again after it took none. */
    default void ready() {}
  }

  private final Turn turn;
  private final Events events;
  private final Route route;
  private final Metadata sent;
  private final ClientCall<Message, Message> call;
  private boolean cancelled;

  /**
   * Starts the call.
   *
   * @throws Refusal where too many are under way
   */
  RunningCall(Turn turn, RoutedRequest request, Events events) {
    this.turn = turn;
    this.events = events;
    this.route = request.route();
    turn.takePlace();
    this.call = route.newCall(turn.loop());
    this.sent = request.metadata();
    call.start(this, sent);
  }

  void request(int messages) {
    call.request(messages);
  }

  void send(Message message) {
    call.sendMessage(message);
  }

  void halfClose() {
    call.halfClose();
  }

  boolean isReady() {
    return call.isReady();
  }

  void cancel(String why) {
    cancelled = true;
    call.cancel(why, null);
  }

  @Override
  public void onHeaders(Metadata headers) {
    turn.noteWrites(sent, headers); // Also for a client that is gone: it may come again.
    if (!cancelled) {
      guarded(() -> events.headers(headers));
    }
  }

  @Override
  public void onMessage(Message message) {
    if (!cancelled) {
      guarded(() -> events.message(message));
    }
  }

  @Override
  public void onReady() {
    if (!cancelled) {
      guarded(events::ready);
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    turn.noteWrites(sent, trailers);
    if (cancelled) {
      return;
    }
    if (ErrorAnswers.isFault(status.getCode()) || status.getCode() == Status.Code.UNAVAILABLE) {
      log.atWarn().addKeyValue("rpc", route).addKeyValue("status", status).log("a call failed");
    }
    guarded(() -> events.closed(status, trailers));
  }

  /** An exception here would end in gRPC's executor, and the client would wait for nothing. */
  private void guarded(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      turn.fail(e);
    }
  }
}
