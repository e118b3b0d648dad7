package tintype.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection.Endpoint;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of HTTP/2 as a whole: its window, and its end when nothing goes on. Frames are
 * always read here; it is the windows that hold a client back.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Http2Connection.class);

  private final Edge edge;
  private final Http2FrameCodec codec;
  private Alarm alarm;
  private int streams;

  Http2Connection(Edge edge, Http2FrameCodec codec) {
    this.edge = edge;
    this.codec = codec;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Http2Exception {
    alarm = new Alarm(ctx.channel().eventLoop());
    awaitStreams(ctx.channel());
    widenWindow();
    ctx.channel().config().setAutoRead(true);
    ctx.flush();
  }

  /** Uploads that wait for their services must not use up what all streams share. */
  private void widenWindow() throws Http2Exception {
    Endpoint<Http2LocalFlowController> local = codec.connection().local();
    Http2Stream whole = codec.connection().connectionStream();
    int more = edge.config().connectionWindow() - local.flowController().windowSize(whole);
    if (more > 0) {
      local.flowController().incrementWindowSize(whole, more);
    }
  }

  /** Counts a stream that opens, until it closes. */
  void opened(Channel stream) {
    streams++;
    alarm.clear();
    stream
        .closeFuture()
        .addListener(
            unused -> {
              streams--;
              if (streams == 0) {
                awaitStreams(stream.parent());
              }
            });
  }

  private void awaitStreams(Channel connection) {
    if (connection.isActive()) {
      alarm.set(edge.config().idleTimeout(), connection::close); // Says GOAWAY.
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message); // SETTINGS, PING and their kind: the codec has answered.
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    alarm.stop();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http2Exception) {
      return; // The codec ends the connection itself, and says why.
    }
    if (!(cause instanceof IOException)) {
      log.atWarn().setCause(cause).log("a connection of HTTP/2 failed");
    }
    ctx.close();
  }
}
