package tintype.platform.server;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;

/**
 * A service as a table of contents: its APIs, its background work, and what they are made of. Bindings
 * are explicit; there is one injector a service.
 */
public abstract class ServiceModule extends AbstractModule {
  /** Where handlers run. */
  public enum Handlers {
    /** On a virtual thread each: they may block. */
    BLOCKING,
    /** On the transport's own thread: they never block. */
    INLINE
  }

  /** The service's name, such as {@code graph}: also its address in a process and its token subject. */
  public abstract String name();

  /** The domain of its errors. */
  public final String domain() {
    return name() + ".tintype";
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
