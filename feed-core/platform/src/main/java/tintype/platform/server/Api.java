package tintype.platform.server;

import io.grpc.ServerServiceDefinition;

/** One gRPC service: a table with a line per RPC. */
@FunctionalInterface
public interface Api {
  ServerServiceDefinition table();
}
