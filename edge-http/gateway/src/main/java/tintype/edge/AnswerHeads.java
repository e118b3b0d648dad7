package tintype.edge;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Answers as HTTP objects, without what depends on the connection. */
final class AnswerHeads {
  private AnswerHeads() {}

  /** That the body may come now. */
  static FullHttpResponse goOn() {
    return empty(HttpResponseStatus.CONTINUE);
  }

  /** A whole answer; to HEAD without its body. */
  static FullHttpResponse whole(Answer answer, boolean head) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status(answer.status()),
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    if (answer.contentType().equals(Answer.JSON)) {
      headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    }
    return response;
  }

  static FullHttpResponse withoutBody(int code) {
    return empty(status(code));
  }

  /**
   * The head of a stream.
   *
   * @param length in bytes, or below 0 where it is not known
   * @param chunks whether the client takes chunks, which need no length
   */
  static HttpResponse stream(int code, String contentType, long length, boolean chunks) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(code));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    if (length >= 0) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
    } else if (chunks) {
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    return response;
  }

  private static FullHttpResponse empty(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
  }

  private static HttpResponseStatus status(int code) {
    return code == 499
        ? new HttpResponseStatus(499, "Client Closed Request")
        : HttpResponseStatus.valueOf(code);
  }
}
