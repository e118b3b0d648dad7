package tintype.platform.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.SessionEndings;
import tintype.platform.auth.TrustFile;
import tintype.platform.changelog.BinlogChangeLog;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.VStreamChangeLog;
import tintype.platform.config.Config;
import tintype.platform.ids.IdGenerator;
import tintype.platform.ids.MintingRight;
import tintype.platform.ids.NodeLease;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;
import tintype.platform.trace.TraceConfig;
import tintype.platform.trace.Tracing;

/**
 * What the services of one process share: settings, clock, metrics, secrets, where the others are,
 * the databases, and the right to mint ids. Pools and the lease are opened when first asked for and
 * closed with the installation, after the services.
 */
public final class Installation implements AutoCloseable {
  private final Config config;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Credentials credentials;
  private final Map<String, Address> addresses;
  private final Map<Keyspace, DatabaseConfig> databaseConfigs;
  private final Map<Keyspace, Database> databases = new EnumMap<>(Keyspace.class);
  private final Map<Keyspace, ChangeLog> changeLogs = new EnumMap<>(Keyspace.class);
  private final boolean followsSessions;
  private final Tracing tracing;
  private Optional<TrustFile> trustFile = Optional.empty();
  private NodeLease lease;
  private IdGenerator ids;

  public Installation(
      Config config,
      Clock clock,
      MeterRegistry metrics,
      Credentials credentials,
      Map<String, Address> addresses,
      Map<Keyspace, DatabaseConfig> databaseConfigs) {
    this(config, clock, metrics, credentials, addresses, databaseConfigs, true);
  }

  /**
   * @param followsSessions whether services learn of ended sessions; only tests without the log of
   *     keyspace account do without
   */
  public Installation(
      Config config,
      Clock clock,
      MeterRegistry metrics,
      Credentials credentials,
      Map<String, Address> addresses,
      Map<Keyspace, DatabaseConfig> databaseConfigs,
      boolean followsSessions) {
    this.followsSessions = followsSessions;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
    this.credentials = credentials;
    this.addresses = new HashMap<>(addresses);
    this.databaseConfigs = new EnumMap<>(databaseConfigs);
    this.tracing = Tracing.start(config.bind("otlp", TraceConfig.defaults()), metrics);
  }

  public Config config() {
    return config;
  }

  public Clock clock() {
    return clock;
  }

  public MeterRegistry metrics() {
    return metrics;
  }

  public Tracing tracing() {
    return tracing;
  }

  public Credentials credentials() {
    return credentials;
  }

  public Trust trust() {
    return new Trust(credentials, trustFile, clock);
  }

  /** From now on only those are believed whom the file names. */
  void believeOnly(TrustFile file) {
    trustFile = Optional.of(file);
  }

  /** Where a service is; in this process where nothing else is known. */
  public Address address(String service) {
    return addresses.getOrDefault(service, Address.inProcess(service));
  }

  /** The services' addresses as one of them reaches the others. */
  public Peers peers(String caller) {
    return new Peers(trust().signer(caller), clock, this::address, tracing.ofClient(caller));
  }

  /** The pool of a keyspace. */
  public synchronized Database database(Keyspace keyspace) {
    return databases.computeIfAbsent(
        keyspace, k -> Database.open(k, required(databaseConfigs, k), metrics));
  }

  public synchronized ChangeLog changeLog(Keyspace keyspace) {
    Database database = database(keyspace);
    return changeLogs.computeIfAbsent(
        keyspace,
        k ->
            database.config().isVitess()
                ? new VStreamChangeLog(database, metrics)
                : new BinlogChangeLog(database, metrics));
  }

  /**
   * What a service learns of ended sessions by, and keeps running; empty where nothing is learned.
   */
  Optional<SessionEndings> sessionEndings(String service, Peers peers) {
    return followsSessions
        ? Optional.of(new SessionEndings(service, changeLog(Keyspace.ACCOUNT), peers, clock))
        : Optional.empty();
  }

  /**
   * Mints ids under a node number that this process leases in keyspace account. Where that keyspace
   * is not there yet, minting fails until it is.
   */
  public synchronized IdGenerator ids() {
    if (ids == null) {
      lease = NodeLease.await(database(Keyspace.ACCOUNT), clock);
      ids = new IdGenerator(lease, clock);
    }
    return ids;
  }

  /** Why no ids can be made at present; empty while they can, or where nobody asked for any. */
  synchronized String idsNotReady() {
    return lease == null ? "" : lease.notReady();
  }

  /** Mints by another right than a leased number, for tests whose clock a lease cannot follow. */
  public synchronized void mintBy(MintingRight right) {
    ids = new IdGenerator(right, clock);
  }

  @Override
  public synchronized void close() {
    if (lease != null) {
      lease.close();
    }
    changeLogs.values().forEach(ChangeLog::close);
    databases.values().forEach(Database::close);
    tracing.close();
  }

  private static <K, V> V required(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("no database of keyspace " + key);
    }
    return value;
  }
}
