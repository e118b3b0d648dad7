package tintype.benchmarks.compare;

import java.util.function.Function;
import tintype.benchmarks.Network;

/**
 * The peers that run inside the JVM, each loaded with a whole network. Public for the code that JMH
 * writes.
 */
public enum InProcess {
  ENGINE("engine", EnginePeer::new),
  FLOOR("bare gather (floor)", FloorPeer::new),
  HASH_MAP("ConcurrentHashMap, PriorityQueue", HeapPeer::new),
  CHRONICLE("ChronicleMap.getUsing", ChroniclePeer::new);

  private final String label;
  private final Function<Network, Peer> loaded;

  InProcess(String label, Function<Network, Peer> loaded) {
    this.label = label;
    this.loaded = loaded;
  }

  /** What the table calls it. */
  String label() {
    return label;
  }

  Peer load(Network network) {
    return loaded.apply(network);
  }
}
