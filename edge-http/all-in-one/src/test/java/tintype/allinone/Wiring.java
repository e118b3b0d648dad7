package tintype.allinone;

/** How the services of a whole system reach each other. */
enum Wiring {
  /** The all-in-one: by gRPC within the JVM. */
  IN_PROCESS,
  /** The five mains, by TCP alone. */
  OVER_TCP
}
