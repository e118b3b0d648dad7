package tintype.edge;

import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tintype.platform.trace.Tracing;

/**
 * HTTP/1.1 or HTTP/2 and JSON in, gRPC out. Routes are read from the {@code google.api.http}
 * options of the services that it is given; there is no code of any one route.
 */
public final class Gateway implements AutoCloseable {
  /** A client that takes less than this much at a time makes us ask the service for no more. */
  static final WriteBufferWaterMark OUTBOUND = new WriteBufferWaterMark(64 * 1024, 128 * 1024);

  private final GatewayConfig config;
  private final EventLoopGroup loops;
  private final io.netty.channel.Channel server;
  private final ChannelGroup connections;
  private final AtomicBoolean drained = new AtomicBoolean();

  private Gateway(
      GatewayConfig config,
      EventLoopGroup loops,
      io.netty.channel.Channel server,
      ChannelGroup connections) {
    this.config = config;
    this.loops = loops;
    this.server = server;
    this.connections = connections;
  }

  /**
   * Binds and starts to answer.
   *
   * @param channels by the full names of the services that they lead to, such as {@code
   *     tintype.media.v1.PostService}; they stay the caller's to close
   * @throws IllegalArgumentException if a service has no stub, or declares a route that cannot be:
   *     a bad template, a field that is not there, or the method and path of another
   */
  public static Gateway start(
      GatewayConfig config, Map<String, Channel> channels, MeterRegistry metrics, Tracing tracing) {
    Routes routes = new Routes(channels);
    List<String> packages =
        channels.keySet().stream()
            .map(name -> name.substring(0, name.lastIndexOf('.')))
            .distinct()
            .toList();
    ErrorAnswers errors = new ErrorAnswers(routes.codec(), new ReasonStatuses(packages));
    Edge edge =
        new Edge(
            config,
            routes.table(),
            Pages.of(routes.all()),
            routes.codec(),
            errors,
            new EdgeMetrics(metrics),
            new Places(config.maxRequests()),
            new RecentWrites(Ticker.systemTicker()),
            tracing);
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(config.threads(), NioIoHandler.newFactory());
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTBOUND)
            .childHandler(new HttpPipeline(edge, connections));
    try {
      io.netty.channel.Channel server =
          bootstrap.bind(config.host(), config.port()).syncUninterruptibly().channel();
      return new Gateway(config, loops, server, connections);
    } catch (RuntimeException e) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw e;
    }
  }

  /** The port that is bound. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /**
   * Takes no more connections, finishes the requests in flight, and breaks off those that are not
   * finished in time. A second call does nothing.
   */
  public void drain(Duration limit) {
    if (drained.getAndSet(true)) {
      return;
    }
    server.close().syncUninterruptibly();
    connections.forEach(channel -> channel.eventLoop().execute(() -> drain(channel)));
    connections.newCloseFuture().awaitUninterruptibly(limit.toMillis());
    connections.forEach(channel -> channel.eventLoop().execute(() -> breakOff(channel)));
    connections.newCloseFuture().awaitUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** A channel that was closed meanwhile has no handlers left. */
  private static void drain(io.netty.channel.Channel channel) {
    HttpConnection connection = channel.pipeline().get(HttpConnection.class);
    if (connection != null) {
      connection.drain();
    } else if (channel.pipeline().get(Http2FrameCodec.class) != null) {
      channel.close(); // Says GOAWAY, and closes once the streams have ended.
    }
  }

  /** Past the codec of HTTP/2, which would wait for its streams. */
  private static void breakOff(io.netty.channel.Channel channel) {
    ChannelHandlerContext outermost = channel.pipeline().firstContext();
    if (outermost != null) {
      outermost.close();
    } else {
      channel.close();
    }
  }

  /** Drains for as long as the configuration says. */
  @Override
  public void close() {
    drain(config.drainTimeout());
  }
}
