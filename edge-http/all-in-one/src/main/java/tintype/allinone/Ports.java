package tintype.allinone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of the settings. */
final class Ports {
  private Ports() {}

  static int of(AllInOneConfig config, String service) {
    return all(config).get(service + "-port");
  }

  /** Fails with {@link StartException}, naming the port and its setting, where one is in use. */
  static void checkFree(String host, AllInOneConfig config) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    for (Map.Entry<String, Integer> port : all(config).entrySet()) {
      if (port.getValue() == 0) {
        continue;
      }
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new java.net.InetSocketAddress(address, port.getValue()));
      } catch (IOException e) {
        throw new StartException(
            "Port " + port.getValue() + " is in use: stop what listens there, or choose another with --"
                + port.getKey() + "=N (0 for any free one).",
            e);
      }
    }
  }

  private static Map<String, Integer> all(AllInOneConfig config) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("http-port", config.httpPort());
    ports.put("admin-port", config.adminPort());
    ports.put("account-port", config.accountPort());
    ports.put("graph-port", config.graphPort());
    ports.put("media-port", config.mediaPort());
    ports.put("feed-port", config.feedPort());
    ports.put("database-port", config.databasePort());
    return ports;
  }
}
