package tintype.platform.server;

import tintype.platform.config.ConfigException;

/**
 * Where a service is: {@code inproc:graph} in this process, else a target of gRPC's own, such as
 * {@code tcp://host:7002} or {@code dns:///host:7002}. Nothing else knows which it is.
 */
public record Address(String text) {
  private static final String IN_PROCESS = "inproc:";
  private static final String TCP = "tcp://";

  public Address {
    if (!text.startsWith(IN_PROCESS) && !text.contains(":/")) {
      throw new ConfigException(
          "address: " + text + " (expected: inproc:NAME, tcp://HOST:PORT or dns:///HOST:PORT)");
    }
  }

  public static Address inProcess(String name) {
    return new Address(IN_PROCESS + name);
  }

  boolean isInProcess() {
    return text.startsWith(IN_PROCESS);
  }

  String inProcessName() {
    return text.substring(IN_PROCESS.length());
  }

  /** As gRPC's channel builder takes it. */
  String target() {
    return text.startsWith(TCP) ? "dns:///" + text.substring(TCP.length()) : text;
  }
}
