package tintype.edge;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;

/**
 * Sets a connection of HTTP/2 up. Each stream is a channel of its own with an {@link
 * HttpConnection} that takes one request, so turns and works are those of HTTP/1.1.
 */
final class Http2Setup {
  /** Empty frames cost a client nothing and us some work; more than these in a row end it. */
  private static final int MAX_EMPTY_DATA_FRAMES = 2;

  private static final int MAX_SMALL_CONTINUATIONS = 16;

  /** SETTINGS and PING that we owe an answer to and that the client does not read. */
  private static final int MAX_QUEUED_CONTROL_FRAMES = 1_000;

  private static final int RESET_WINDOW_SECONDS = 30;

  /** HTTP/2 counts 32 bytes more a header; what is near the limit is left to us, to say why not. */
  private static final int HEADER_SLACK = 2;

  private final Edge edge;

  Http2Setup(Edge edge) {
    this.edge = edge;
  }

  /** A codec with the limits of the configuration. */
  Http2FrameCodec newCodec() {
    GatewayConfig config = edge.config();
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(
            Http2Settings.defaultSettings()
                .maxConcurrentStreams(config.maxStreams())
                .initialWindowSize(config.streamWindow())
                .maxHeaderListSize(config.maxUri() + HEADER_SLACK * config.maxHeaders()))
        .gracefulShutdownTimeoutMillis(config.drainTimeout().toMillis())
        .validateHeaders(true)
        .decoderEnforceMaxRstFramesPerWindow(config.maxResets(), RESET_WINDOW_SECONDS)
        .encoderEnforceMaxRstFramesPerWindow(config.maxResets(), RESET_WINDOW_SECONDS)
        .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_DATA_FRAMES)
        .decoderEnforceMaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS)
        .encoderEnforceMaxQueuedControlFrames(MAX_QUEUED_CONTROL_FRAMES)
        .build();
  }

  /** What turns the codec's frames into streams. */
  Http2MultiplexHandler newStreams() {
    return new Http2MultiplexHandler(
        new ChannelInitializer<Http2StreamChannel>() {
          @Override
          protected void initChannel(Http2StreamChannel stream) {
            stream.config().setAutoRead(false);
            stream.config().setWriteBufferWaterMark(Gateway.OUTBOUND);
            Http2Connection parent = stream.parent().pipeline().get(Http2Connection.class);
            if (parent != null) {
              parent.opened(stream);
            }
            stream
                .pipeline()
                .addLast(
                    new Http2StreamFrameToHttpObjectCodec(true), HttpConnection.ofStream(edge));
          }
        });
  }

  /** Puts all of it in front of what stands there for HTTP/1.1, which it replaces. */
  void install(ChannelPipeline pipeline, HttpConnection replaced) {
    Http2FrameCodec codec = newCodec();
    pipeline.addLast(codec, newStreams());
    replace(pipeline, codec, replaced);
  }

  /** Ends what stands there for HTTP/1.1, once the codec is in place. */
  void replace(ChannelPipeline pipeline, Http2FrameCodec codec, HttpConnection replaced) {
    pipeline.addLast(new Http2Connection(edge, codec));
    pipeline.remove(replaced);
  }
}
