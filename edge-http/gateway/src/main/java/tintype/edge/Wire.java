package tintype.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Stands next to the socket: counts bytes, and tells the connection when the first ones of a
 * request arrive, which the HTTP codec keeps to itself until the headers are whole.
 */
final class Wire extends ChannelDuplexHandler {
  private final EdgeMetrics metrics;
  private final HttpConnection connection;

  Wire(EdgeMetrics metrics, HttpConnection connection) {
    this.metrics = metrics;
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      metrics.received(bytes.readableBytes());
      connection.bytesArrived();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      metrics.sent(bytes.readableBytes());
    }
    ctx.write(message, promise);
  }
}
