package tintype.edge;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;

/**
 * Sets a connection up: bytes, HTTP messages one by one, turns. Which HTTP it is, its first bytes
 * say.
 */
final class HttpPipeline extends ChannelInitializer<SocketChannel> {
  /** Room for the method and the version around the longest target. */
  private static final int REQUEST_LINE_REST = 64;

  private static final int MAX_CHUNK = 64 * 1024;

  /** More requests than one read of a socket can hold, so that pipelining is bounded by bytes. */
  private static final int MAX_PIPELINED = 4096;

  private final Edge edge;
  private final ChannelGroup connections;

  HttpPipeline(Edge edge, ChannelGroup connections) {
    this.edge = edge;
    this.connections = connections;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    int open = edge.metrics().opened();
    channel.closeFuture().addListener(unused -> edge.metrics().closed());
    if (open > edge.config().maxConnections()) {
      channel.writeAndFlush(Overload.answer(edge)).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    HttpConnection connection = HttpConnection.ofSocket(edge);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(
        new Wire(edge.metrics(), connection),
        new ProtocolChoice(
            () -> speakHttp1(pipeline, connection),
            () -> new Http2Setup(edge).install(pipeline, connection)),
        connection);
    connections.add(channel);
  }

  private void speakHttp1(ChannelPipeline pipeline, HttpConnection connection) {
    HttpServerCodec codec = new HttpServerCodec(decoderConfig(edge.config()), MAX_PIPELINED);
    String last = pipeline.context(connection).name();
    pipeline.addBefore(last, null, codec);
    pipeline.addBefore(last, null, new Http2Upgrade(edge, codec, connection));
  }

  private static HttpDecoderConfig decoderConfig(GatewayConfig config) {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(config.maxUri() + REQUEST_LINE_REST)
        .setMaxHeaderSize(config.maxHeaders())
        .setMaxChunkSize(MAX_CHUNK)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true)
        .setAllowDuplicateContentLengths(false);
  }
}
