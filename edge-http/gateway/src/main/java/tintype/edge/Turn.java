package tintype.edge;

import io.grpc.Context;
import io.grpc.Metadata;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.rpc.CallFields;
import tintype.platform.rpc.RequestId;

/**
 * One request and its answer. The two halves end on their own: an answer may go out while the body
 * is still coming in, and then the rest of the body is dropped, within bounds.
 */
final class Turn {
  private static final Logger log = LoggerFactory.getLogger(Turn.class);

  private final Edge edge;
  private final HttpConnection connection;
  private final HttpRequest request;
  private final String id;
  private final Context context;
  private final RequestRecord record;
  private final RequestBody body;
  private final Reply reply;
  private Work work;
  private boolean answerEnded;

  Turn(Edge edge, HttpConnection connection, HttpRequest request) {
    this.edge = edge;
    this.connection = connection;
    this.request = request;
    this.id = CallMetadata.requestId(request.headers());
    this.context =
        edge.tracing()
            .ofRequest(
                CallFields.in(RequestId.in(Context.ROOT, id), EdgeProcess.NAME), EdgeProcess.NAME);
    this.record = new RequestRecord(edge, request.method().name());
    this.body = new RequestBody(request, edge.config());
    Duration patience = edge.config().answerTimeout();
    this.reply = new Reply(connection, request, id, patience, f -> run(turn -> turn.written(f)));
  }

  /** Runs a step of this turn: what it calls and logs carries the request's id. */
  void run(Consumer<Turn> step) {
    Context previous = context.attach();
    try {
      step.accept(this);
    } finally {
      context.detach(previous);
    }
  }

  void begin() {
    try {
      work = newWork(Admission.admit(edge, request, id));
      work.begin();
    } catch (Refusal refusal) {
      refuse(refusal);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private Work newWork(Admitted admitted) {
    return switch (admitted) {
      case Admitted.Page page -> new PageWork(edge, this, page.answer());
      case RoutedRequest routed -> newWork(routed);
    };
  }

  private Work newWork(RoutedRequest routed) {
    record.routed(routed.route().binding().path());
    BodyRules.check(request, routed.route(), edge.config());
    body.admitted();
    return switch (routed.route().kind()) {
      case MESSAGE -> new MessageWork(edge, this, routed);
      case UPLOAD -> new UploadWork(edge, this, routed);
      case DOWNLOAD -> new DownloadWork(edge, this, routed);
    };
  }

  /**
   * A call to a service is about to begin.
   *
   * @throws Refusal where too many are under way
   */
  void takePlace() {
    record.takePlace();
  }

  /** Asks for the next piece of the body, or, once it is whole, for news of the client. */
  void wantBody() {
    if (body.takeContinue()) {
      connection.context().writeAndFlush(AnswerHeads.goOn());
    }
    connection.read();
  }

  /** Takes a piece of the body. */
  void received(ByteBuf piece, boolean last, boolean broken) {
    if (body.isEnded()) {
      return;
    }
    if (broken) {
      body.ended(true); // The decoder gives nothing more on this connection.
      if (!reply.isStarted()) {
        refuse(Refusal.malformedRequest("the body is not chunked as it should be"));
      } else if (answerEnded) {
        connection.turnEnded(false);
      }
      return;
    }
    if (reply.isStarted() && work == null) {
      drop(piece.readableBytes(), last);
      return;
    }
    body.ended(last);
    try {
      if (piece.isReadable()) {
        work.received(piece);
      }
      if (last && work != null) {
        connection.alarm().clear();
        work.bodyEnded();
      }
    } catch (Refusal refusal) {
      refuse(refusal);
    } catch (RuntimeException e) {
      fail(e);
    }
    if (last) {
      connection.read(); // Only so that a client that goes away is noticed.
    }
  }

  /** Refuses the request, and stops what was going on for it. */
  void refuse(Refusal refusal) {
    if (refusal.endsConnection()) {
      reply.endConnection();
    }
    stopWork(refusal.getMessage());
    if (reply.isStarted()) {
      abort();
    } else {
      answer(edge.errors().of(refusal, id));
    }
  }

  /** A fault of the gateway: into the log, and a plain answer. */
  void fail(RuntimeException e) {
    log.atError().setCause(e).addKeyValue("route", record.route()).log("the gateway failed");
    refuse(Refusal.internal());
  }

  /** Answers with a whole body. */
  void answer(Answer answer) {
    if (!reply.isStarted()) {
      sendWhole(AnswerHeads.whole(answer, isHead()), answer.headers());
    }
  }

  /** Answers with headers alone: to HEAD, and where the status has no body. */
  void answerWithoutBody(int code, Map<String, String> headers) {
    if (!reply.isStarted()) {
      sendWhole(AnswerHeads.withoutBody(code), headers);
    }
  }

  private void sendWhole(FullHttpResponse response, Map<String, String> others) {
    work = null;
    record.sent(response.content().readableBytes());
    keepOnlyWhatIsWorthIt();
    reply.whole(response, others);
  }

  /**
   * Begins a streamed answer, to be ended by {@link #endStream} or {@link #abort}.
   *
   * @param length in bytes, or below 0 where it is not known
   */
  void startStream(int code, String contentType, long length, Map<String, String> others) {
    keepOnlyWhatIsWorthIt();
    reply.stream(code, contentType, length, others);
  }

  /** Streams a piece of the answer; asks for no more where the client is slower. */
  void stream(ByteBuf piece) {
    record.sent(piece.readableBytes());
    reply.piece(piece);
  }

  void endStream() {
    work = null;
    reply.endStream();
  }

  /** Breaks the connection, so that nobody takes half an answer for a whole one. */
  void abort() {
    work = null;
    reply.abort();
  }

  boolean isWritable() {
    return reply.isWritable();
  }

  void writabilityChanged() {
    if (work != null && reply.isStarted() && isWritable()) {
      connection.alarm().clear();
      work.writable();
    }
  }

  /** The client closed its side, or the connection broke. */
  void clientGone() {
    record.over(reply.isStarted() ? reply.status() : 499);
    stopWork("the client went away");
  }

  /** Closes the connection after this turn. */
  void endConnection() {
    reply.endConnection();
  }

  /** Remembers for the caller what its call has written, by what came back. */
  void noteWrites(Metadata call, Metadata answer) {
    edge.writes().remember(call, answer);
  }

  EventLoop loop() {
    return connection.loop();
  }

  Alarm alarm() {
    return connection.alarm();
  }

  HttpHeaders headers() {
    return request.headers();
  }

  String id() {
    return id;
  }

  /** Whether the client wants to know of an answer, and not to have it. */
  boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  private void stopWork(String why) {
    Work stopped = work;
    work = null;
    if (stopped != null) {
      stopped.cancel(why);
    }
  }

  /** A rest of the body that is long costs more than a new connection. */
  private void keepOnlyWhatIsWorthIt() {
    if (reply.keepsConnection() && !body.isEnded() && !body.restIsSmall()) {
      reply.endConnection();
    }
  }

  private void written(Future<?> written) {
    answerEnded = true;
    record.over(reply.status());
    connection.alarm().clear();
    if (!written.isSuccess()) {
      connection.close();
    } else if (body.isEnded()) {
      connection.turnEnded(reply.keepsConnection());
    } else {
      dropRest();
    }
  }

  /** A client that is cut off while it sends may never see the answer, so the rest is taken. */
  private void dropRest() {
    if (!reply.keepsConnection()) {
      connection.shutdownOutput();
    }
    connection.alarm().set(edge.config().lingerTimeout(), connection::close);
    connection.read();
  }

  private void drop(int bytes, boolean last) {
    boolean bearable = body.drop(bytes, last);
    if (last && answerEnded) {
      connection.turnEnded(reply.keepsConnection());
    } else if (!bearable) {
      connection.close();
    } else if (answerEnded) {
      connection.read();
    }
  }
}
