package tintype.platform.trace;

import io.grpc.Metadata;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A trace's mark in gRPC's metadata: {@code traceparent}, as W3C has it. */
final class MetadataCarrier implements TextMapGetter<Metadata>, TextMapSetter<Metadata> {
  static final MetadataCarrier INSTANCE = new MetadataCarrier();

  private MetadataCarrier() {}

  @Override
  public Iterable<String> keys(@Nullable Metadata metadata) {
    return metadata == null ? Set.of() : metadata.keys();
  }

  @Override
  public @Nullable String get(@Nullable Metadata metadata, String name) {
    return metadata == null ? null : metadata.get(key(name));
  }

  @Override
  public void set(Metadata metadata, String name, String value) {
    metadata.discardAll(key(name));
    metadata.put(key(name), value);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
