package tintype.allinone;

/** A way into one of the whole systems: the same stories are told over each that there is. */
enum Way {
  GRPC_IN_PROCESS(Transport.GRPC, Wiring.IN_PROCESS),
  HTTP_IN_PROCESS(Transport.HTTP, Wiring.IN_PROCESS),
  GRPC_OVER_TCP(Transport.GRPC, Wiring.OVER_TCP),
  HTTP_OVER_TCP(Transport.HTTP, Wiring.OVER_TCP);

  private final Transport transport;
  private final Wiring wiring;

  Way(Transport transport, Wiring wiring) {
    this.transport = transport;
    this.wiring = wiring;
  }

  Transport transport() {
    return transport;
  }

  Wiring wiring() {
    return wiring;
  }
}
