package tintype.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * What a connection too many hears before it is closed. It gets no codec, so this is plain text.
 */
final class Overload {
  private Overload() {}

  static ByteBuf answer(Edge edge) {
    Answer answer = edge.errors().of(Refusal.busy(), "");
    String head =
        """
        HTTP/1.1 503 Service Unavailable\r
        content-type: application/json\r
        content-length: %d\r
        retry-after: 1\r
        connection: close\r
        \r
        """
            .formatted(answer.body().length);
    return Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), answer.body());
  }
}
