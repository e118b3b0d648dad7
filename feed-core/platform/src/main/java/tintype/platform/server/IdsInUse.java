package tintype.platform.server;

/** Says in {@code /health} that no ids can be made; calls that need none are answered. */
final class IdsInUse implements Background {
  private final Installation installation;

  IdsInUse(Installation installation) {
    this.installation = installation;
  }

  @Override
  public String name() {
    return "ids";
  }

  @Override
  public void start() {}

  @Override
  public String notReady() {
    return installation.idsNotReady();
  }

  @Override
  public void close() {}
}
