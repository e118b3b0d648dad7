package tintype.edge;

import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** HTTP/1.1 in, gRPC out. */
public final class Gateway implements AutoCloseable {
  private final int port;

  private Gateway(int port) {
    this.port = port;
  }

  /** Binds and starts to answer. */
  public static Gateway start(
      GatewayConfig config, Map<String, Channel> channels, MeterRegistry metrics) {
    return new Gateway(config.port());
  }

  /** The port that is bound. */
  public int port() {
    return port;
  }

  @Override
  public void close() {}
}
