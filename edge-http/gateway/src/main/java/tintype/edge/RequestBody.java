package tintype.edge;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/** How far the body of a request has come in, and what is still worth taking of it. */
final class RequestBody {
  private final HttpRequest request;
  private final GatewayConfig config;
  private boolean continueAwaited;
  private boolean ended;
  private long dropped;

  RequestBody(HttpRequest request, GatewayConfig config) {
    this.request = request;
    this.config = config;
  }

  /** From here on the client may wait to be told that its body is wanted. */
  void admitted() {
    continueAwaited = HttpUtil.is100ContinueExpected(request);
  }

  /** Whether the client is to be told so now; true once. */
  boolean takeContinue() {
    boolean awaited = continueAwaited;
    continueAwaited = false;
    return awaited;
  }

  void ended(boolean last) {
    ended = last;
  }

  boolean isEnded() {
    return ended;
  }

  /** Whether dropping the rest costs less than a new connection. */
  boolean restIsSmall() {
    long unknown = HttpUtil.isTransferEncodingChunked(request) ? Long.MAX_VALUE : 0;
    return !continueAwaited && HttpUtil.getContentLength(request, unknown) <= config.maxJsonBody();
  }

  /** Counts what is dropped after an answer; false once it is more than we read for nothing. */
  boolean drop(int bytes, boolean last) {
    dropped += bytes;
    ended = last;
    return dropped <= config.maxLinger();
  }
}
