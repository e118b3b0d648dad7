package tintype.platform.server;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import java.util.Optional;
import tintype.platform.sql.Keyspace;

/**
 * A service as a table of contents: its APIs, its background work, and what they are made of.
 * Bindings are explicit; there is one injector a service.
 */
public abstract class ServiceModule extends AbstractModule {
  /** Where handlers run. */
  public enum Handlers {
    /** On a virtual thread each: they may block. */
    BLOCKING,
    /** On the transport's own thread: they never block. */
    INLINE
  }

  private final String name;
  private final Installation installation;

  /**
   * @param name such as {@code graph}: also its address in a process and its token's subject
   */
  protected ServiceModule(String name, Installation installation) {
    this.name = name;
    this.installation = installation;
  }

  public final String name() {
    return name;
  }

  public final Installation installation() {
    return installation;
  }

  /** The keyspace whose rows the service owns; empty where it owns none. */
  public Optional<Keyspace> keyspace() {
    return Optional.empty();
  }

  /** The domain of its errors. */
  public final String domain() {
    return name + ".tintype";
  }

  public Handlers handlers() {
    return Handlers.BLOCKING;
  }

  /** Also without a single binding, the sets of APIs and background work exist. */
  @Override
  protected final void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().disableCircularProxies();
    install(new PlatformModule(name, keyspace(), installation));
    apis();
    background();
    bindings();
  }

  /** The service's own bindings. */
  protected abstract void bindings();

  protected final Multibinder<Api> apis() {
    return Multibinder.newSetBinder(binder(), Api.class);
  }

  protected final Multibinder<Background> background() {
    return Multibinder.newSetBinder(binder(), Background.class);
  }
}
