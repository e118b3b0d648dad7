package tintype.edge;

import io.grpc.Context;
import io.grpc.Metadata;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
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
  private final long started = System.nanoTime();
  private String route = "";
  private Work work;
  private boolean hasPlace;
  private boolean keepAlive;
  private boolean continueAwaited;
  private boolean bodyEnded;
  private boolean answerStarted;
  private boolean answerEnded;
  private boolean counted;
  private int status;
  private long bytes;
  private long dropped;

  Turn(Edge edge, HttpConnection connection, HttpRequest request) {
    this.edge = edge;
    this.connection = connection;
    this.request = request;
    this.id = CallMetadata.requestId(request.headers());
    this.context = CallFields.in(RequestId.in(Context.ROOT, id), EdgeProcess.NAME);
    this.keepAlive = HttpUtil.isKeepAlive(request);
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
    hasPlace = edge.inFlight().take();
    try {
      if (!hasPlace) {
        throw Refusal.busy();
      }
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
    route = routed.route().binding().path();
    BodyRules.check(request, routed.route(), edge.config());
    continueAwaited = HttpUtil.is100ContinueExpected(request);
    return switch (routed.route().kind()) {
      case MESSAGE -> new MessageWork(edge, this, routed);
      case UPLOAD -> new UploadWork(edge, this, routed);
      case DOWNLOAD -> new DownloadWork(edge, this, routed);
    };
  }

  /** Asks for the next piece of the body, or, once it is whole, for news of the client. */
  void wantBody() {
    if (continueAwaited) {
      continueAwaited = false;
      connection
          .context()
          .writeAndFlush(
              new DefaultFullHttpResponse(
                  HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
    connection.read();
  }

  /** Takes a piece of the body. */
  void received(ByteBuf piece, boolean last, boolean broken) {
    if (bodyEnded) {
      return;
    }
    if (broken) {
      bodyEnded = true; // The decoder gives nothing more on this connection.
      if (!answerStarted) {
        refuse(Refusal.malformedRequest("the body is not chunked as it should be"));
      } else if (answerEnded) {
        connection.turnEnded(false);
      }
      return;
    }
    if (answerStarted && work == null) {
      drop(piece.readableBytes(), last);
      return;
    }
    bodyEnded = last;
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
    keepAlive = keepAlive && !refusal.endsConnection();
    stopWork(refusal.getMessage());
    if (answerStarted) {
      abort();
    } else {
      answer(edge.errors().of(refusal, id));
    }
  }

  /** A fault of the gateway: into the log, and a plain answer. */
  void fail(RuntimeException e) {
    log.atError().setCause(e).addKeyValue("route", route).log("the gateway failed");
    refuse(Refusal.internal());
  }

  /** Answers with a whole body. */
  void answer(Answer answer) {
    if (answerStarted) {
      return;
    }
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            statusOf(answer.status()),
            isHead() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    if (answer.contentType().equals(Answer.JSON)) {
      headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    }
    sendWhole(response, answer.headers());
  }

  /** Answers with headers alone: to HEAD, and where the status has no body. */
  void answerWithoutBody(int code, Map<String, String> headers) {
    if (!answerStarted) {
      sendWhole(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, statusOf(code), Unpooled.EMPTY_BUFFER),
          headers);
    }
  }

  private void sendWhole(FullHttpResponse response, Map<String, String> others) {
    startAnswer(response, others);
    bytes = response.content().readableBytes();
    work = null;
    connection.alarm().set(edge.config().answerTimeout(), connection::close);
    connection.context().writeAndFlush(response).addListener(this::writtenLater);
  }

  /**
   * Begins a streamed answer, to be ended by {@link #endStream} or {@link #abort}.
   *
   * @param length in bytes, or below 0 where it is not known
   */
  void startStream(int code, String contentType, long length, Map<String, String> others) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, statusOf(code));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    if (length >= 0) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
    } else if (isHttp10()) {
      keepAlive = false; // Without chunks, only the end of the connection ends the body.
    } else {
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    startAnswer(response, others);
    connection.context().write(response);
  }

  /** Streams a piece of the answer; asks for no more where the client is slower. */
  void stream(ByteBuf piece) {
    bytes += piece.readableBytes();
    connection.context().writeAndFlush(new DefaultHttpContent(piece));
    if (!isWritable()) {
      connection.alarm().set(edge.config().answerTimeout(), connection::close);
    }
  }

  void endStream() {
    work = null;
    connection.alarm().set(edge.config().answerTimeout(), connection::close);
    connection
        .context()
        .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
        .addListener(this::writtenLater);
  }

  /** Breaks the connection, so that nobody takes half an answer for a whole one. */
  void abort() {
    work = null;
    if (isHttp10()) {
      connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    connection.close();
  }

  boolean isWritable() {
    return connection.channel().isWritable();
  }

  void writabilityChanged() {
    if (work != null && answerStarted && isWritable()) {
      connection.alarm().clear();
      work.writable();
    }
  }

  /** The client closed its side, or the connection broke. */
  void clientGone() {
    count(answerStarted ? status : 499);
    stopWork("the client went away");
  }

  /** Closes the connection after this turn. */
  void endConnection() {
    keepAlive = false;
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

  private boolean isHttp10() {
    return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  private void stopWork(String why) {
    Work stopped = work;
    work = null;
    if (stopped != null) {
      stopped.cancel(why);
    }
  }

  private void startAnswer(HttpResponse response, Map<String, String> others) {
    answerStarted = true;
    status = response.status().code();
    keepAlive = keepAlive && (bodyEnded || restIsSmall());
    HttpHeaders headers = response.headers();
    others.forEach(headers::set);
    headers.set(CallMetadata.REQUEST_ID_HEADER, id);
    headers.set("x-content-type-options", "nosniff");
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (isHttp10()) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  /** Whether dropping the rest of the body costs less than a new connection. */
  private boolean restIsSmall() {
    long unknown = HttpUtil.isTransferEncodingChunked(request) ? Long.MAX_VALUE : 0;
    return !continueAwaited
        && HttpUtil.getContentLength(request, unknown) <= edge.config().maxJsonBody();
  }

  private void writtenLater(Future<?> written) {
    run(turn -> turn.written(written));
  }

  private void written(Future<?> written) {
    answerEnded = true;
    count(status);
    connection.alarm().clear();
    if (!written.isSuccess()) {
      connection.close();
    } else if (bodyEnded) {
      connection.turnEnded(keepAlive);
    } else {
      dropRest();
    }
  }

  /** A client that is cut off while it sends may never see the answer, so the rest is taken. */
  private void dropRest() {
    if (!keepAlive) {
      connection.shutdownOutput();
    }
    connection.alarm().set(edge.config().lingerTimeout(), connection::close);
    connection.read();
  }

  private void drop(int bytes, boolean last) {
    dropped += bytes;
    bodyEnded = last;
    if (last && answerEnded) {
      connection.turnEnded(keepAlive);
    } else if (dropped > edge.config().maxLinger()) {
      connection.close();
    } else if (answerEnded) {
      connection.read();
    }
  }

  private void count(int answered) {
    if (!counted) {
      counted = true;
      if (hasPlace) {
        edge.inFlight().leave();
      }
      long nanos = System.nanoTime() - started;
      edge.metrics().answered(request.method().name(), route, answered, nanos);
      AccessLog.answered(request.method().name(), route, answered, nanos, bytes);
    }
  }

  private static HttpResponseStatus statusOf(int code) {
    return code == 499
        ? new HttpResponseStatus(499, "Client Closed Request")
        : HttpResponseStatus.valueOf(code);
  }
}
