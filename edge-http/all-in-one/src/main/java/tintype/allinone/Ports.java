package tintype.allinone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of the settings. */
final class Ports {
  private static final int MAX = 65_535;

  private Ports() {}

  static int of(AllInOneConfig config, String service) {
    return all(config).get(service + "-port");
  }

  /**
   * Fails with {@link StartException}, naming the port and its setting, where one is no port, is
   * given twice or is in use.
   */
  static void checkFree(String host, AllInOneConfig config) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    Map<Integer, String> given = new HashMap<>();
    for (Map.Entry<String, Integer> setting : all(config).entrySet()) {
      int port = setting.getValue();
      String name = setting.getKey();
      if (port < 0 || port > MAX) {
        throw new StartException(name + ": " + port + " (expected: 0.." + MAX + ")");
      }
      String other = port == 0 ? null : given.put(port, name);
      if (other != null) {
        throw new StartException(
            "Port " + port + " is given to both " + other + " and " + name + ": choose two.");
      }
      if (port != 0) {
        probe(new InetSocketAddress(address, port), name);
      }
    }
  }

  private static void probe(InetSocketAddress address, String name) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address);
    } catch (IOException e) {
      throw new StartException(
          "Port "
              + address.getPort()
              + " is in use: stop what listens there, or choose another with --"
              + name
              + "=N (0 for any free one).",
          e);
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
