package tintype.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.time.Duration;
import java.util.Map;

/** The answer of a turn on its way out, and whether the connection lives on after it. */
final class Reply {
  private final HttpConnection connection;
  private final boolean http10;
  private final String id;
  private final Duration patience;
  private final GenericFutureListener<Future<Object>> written;
  private boolean keepAlive;
  private boolean started;
  private int status;

  /**
   * @param id the request's, which the client is told
   * @param patience how long the client may take for an answer, or for a piece of it
   * @param written hears of the end
   */
  Reply(
      HttpConnection connection,
      HttpRequest request,
      String id,
      Duration patience,
      GenericFutureListener<Future<Object>> written) {
    this.connection = connection;
    this.http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.id = id;
    this.patience = patience;
    this.written = written;
    this.keepAlive = HttpUtil.isKeepAlive(request);
  }

  boolean isStarted() {
    return started;
  }

  /** Of what was started; 0 before. */
  int status() {
    return status;
  }

  boolean keepsConnection() {
    return keepAlive;
  }

  /** Closes the connection afterwards. */
  void endConnection() {
    keepAlive = false;
  }

  void whole(FullHttpResponse response, Map<String, String> others) {
    start(response, others);
    expectTaking();
    connection.context().writeAndFlush(response).addListener(written);
  }

  /** Begins a stream; of unknown length where that is below 0. */
  void stream(int code, String contentType, long length, Map<String, String> others) {
    if (length < 0 && http10) {
      keepAlive = false; // Without chunks, only the end of the connection ends the body.
    }
    HttpResponse response = AnswerHeads.stream(code, contentType, length, !http10);
    start(response, others);
    connection.context().write(response);
  }

  void piece(ByteBuf bytes) {
    connection.context().writeAndFlush(new DefaultHttpContent(bytes));
    if (!isWritable()) {
      expectTaking();
    }
  }

  void endStream() {
    expectTaking();
    connection.context().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(written);
  }

  /** Breaks the connection, so that nobody takes half an answer for a whole one. */
  void abort() {
    if (http10) {
      connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    connection.close();
  }

  /** Whether the client has taken nearly all that was sent. */
  boolean isWritable() {
    return connection.channel().isWritable();
  }

  private void expectTaking() {
    connection.alarm().set(patience, connection::close);
  }

  private void start(HttpResponse response, Map<String, String> others) {
    started = true;
    status = response.status().code();
    HttpHeaders headers = response.headers();
    others.forEach(headers::set);
    headers.set(CallMetadata.REQUEST_ID_HEADER, id);
    headers.set("x-content-type-options", "nosniff");
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (http10) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }
}
