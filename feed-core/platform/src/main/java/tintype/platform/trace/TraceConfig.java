package tintype.platform.trace;

import tintype.platform.config.ConfigException;

/**
 * Where traces go. Keys: {@code otlp-...}.
 *
 * @param endpoint of a collector that takes OTLP over gRPC, such as {@code http://127.0.0.1:4317};
 *     empty for no traces
 * @param sampling the share of requests that are traced, 0..1; a call from a service follows its
 *     caller
 */
public record TraceConfig(String endpoint, double sampling) {
  public TraceConfig {
    if (!(sampling >= 0 && sampling <= 1)) {
      throw new ConfigException("otlp-sampling: " + sampling + " (expected: 0..1)");
    }
    if (!endpoint.isEmpty() && !endpoint.matches("https?://[^/]+/?")) {
      throw new ConfigException(
          "otlp-endpoint: " + endpoint + " (expected: http://HOST:PORT, or nothing)");
    }
  }

  public static TraceConfig defaults() {
    return new TraceConfig("", 1);
  }
}
