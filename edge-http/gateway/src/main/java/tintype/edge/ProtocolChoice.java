package tintype.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/**
 * Tells by the first bytes which HTTP a connection speaks: HTTP/2 begins with a text that is no
 * request of HTTP/1.1 (RFC 9113, 3.4). Then it makes room for the codec.
 */
final class ProtocolChoice extends ByteToMessageDecoder {
  private final ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
  private final Runnable http1;
  private final Runnable http2;

  ProtocolChoice(Runnable http1, Runnable http2) {
    this.http1 = http1;
    this.http2 = http2;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int length = Math.min(in.readableBytes(), preface.readableBytes());
    boolean same = ByteBufUtil.equals(in, in.readerIndex(), preface, preface.readerIndex(), length);
    if (!same) {
      http1.run();
      ctx.pipeline().remove(this); // Hands on what it has.
    } else if (length == preface.readableBytes()) {
      http2.run();
      ctx.pipeline().remove(this);
    }
  }
}
