package tintype.platform.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import tintype.platform.auth.Revocations;
import tintype.platform.auth.SessionEndings;
import tintype.platform.auth.StaffCheck;
import tintype.platform.auth.TokenVerifier;
import tintype.platform.cache.RowCaches;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.ErrorInterceptor;
import tintype.platform.rpc.PageTokens;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;
import tintype.platform.visibility.People;
import tintype.platform.visibility.StaffRanks;

/** What every service can ask its injector for. */
final class PlatformModule extends AbstractModule {
  private final String service;
  private final Optional<Keyspace> keyspace;
  private final Installation installation;

  PlatformModule(String service, Optional<Keyspace> keyspace, Installation installation) {
    this.service = service;
    this.keyspace = keyspace;
    this.installation = installation;
  }

  @Override
  protected void configure() {
    bind(Installation.class).toInstance(installation);
    bind(Clock.class).toInstance(installation.clock());
    bind(MeterRegistry.class).toInstance(installation.metrics());
    bind(PageTokens.class)
        .toInstance(new PageTokens(installation.credentials().secret("page-tokens")));
    bind(TokenVerifier.class).toInstance(installation.trust().verifier(service));
    Peers peers = installation.peers(service);
    bind(Peers.class).toInstance(peers);
    Optional<SessionEndings> endings = installation.sessionEndings(service, peers);
    var background = Multibinder.newSetBinder(binder(), Background.class);
    background.addBinding().toInstance(new IdsInUse(installation));
    endings.ifPresent(e -> background.addBinding().toInstance(e));
    bind(Revocations.class).toInstance(endings.<Revocations>map(e -> e).orElse(session -> false));
    StaffRanks ranks = new StaffRanks(peers);
    bind(StaffRanks.class).toInstance(ranks);
    bind(StaffCheck.class).toInstance(ranks);
    bind(ErrorInterceptor.FailureMapper.class).to(DatabaseFailures.class);
    bind(DatabaseFailures.class).toInstance(new DatabaseFailures());
    bind(People.class).in(Singleton.class);
    keyspace.ifPresent(this::bindKeyspace);
  }

  /** What only a service with rows of its own can ask for. */
  private void bindKeyspace(Keyspace own) {
    bind(Database.class).toInstance(installation.database(own));
    bind(RequestIds.class).toInstance(new RequestIds(own));
    RowCaches caches =
        new RowCaches(
            service,
            own,
            () -> installation.changeLog(own),
            installation.clock(),
            installation.metrics());
    bind(RowCaches.class).toInstance(caches);
    Multibinder.newSetBinder(binder(), Background.class).addBinding().toInstance(caches);
    bind(Outbox.class).toProvider(() -> new Outbox(own, installation.ids(), caches));
  }

  /**
   * Asked for by services that write: the lease is taken then. No singleton of the injector's,
   * which would be made at start in every service; the installation has but one.
   */
  @Provides
  IdGenerator ids() {
    return installation.ids();
  }
}
