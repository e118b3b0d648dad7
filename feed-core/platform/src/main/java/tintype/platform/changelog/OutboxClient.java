package tintype.platform.changelog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventHeaderV4Deserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.FormatDescriptionEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.MariadbGtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.QueryEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.RotateEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventDataDeserializer;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.mysql.cj.conf.ConnectionUrl;
import com.mysql.cj.conf.HostInfo;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import tintype.platform.sql.DatabaseConfig;

/** One connection that reads a server's log from a position on, keeping rows of one outbox only. */
final class OutboxClient extends BinaryLogClient {
  /** How often the server speaks when it has nothing to say. */
  private static final int HEARTBEAT_MILLIS = 5_000;

  /** How long silence may last before the connection counts as dead. */
  private static final int SILENCE_MILLIS = 4 * HEARTBEAT_MILLIS;

  /**
   * The library logs under its subclass' name, each coming and going; their owner does that here.
   */
  private static final Logger LIBRARY = Logger.getLogger(OutboxClient.class.getName());

  static {
    LIBRARY.setLevel(Level.WARNING);
  }

  private volatile Socket socket;
  private volatile boolean broken;
  private volatile Exception failure;

  private OutboxClient(HostInfo host, String user, String password) {
    super(host.getHost(), host.getPort(), user, password);
  }

  /** A connection still to be made by {@link #connect()}, which returns when it is lost. */
  static OutboxClient to(DatabaseConfig config, BinlogPosition from, Consumer<Event> listener) {
    ConnectionUrl url = ConnectionUrl.getConnectionUrlInstance(config.jdbcUrl(), new Properties());
    HostInfo host = url.getMainHost();
    OutboxClient client = new OutboxClient(host, config.user(), config.password());
    client.setSSLMode(sslMode(host.getHostProperties().get("sslMode")));
    client.setServerId(ThreadLocalRandom.current().nextLong(1 << 16, 1L << 31));
    client.setBinlogFilename(from.file());
    client.setBinlogPosition(from.offset());
    client.setKeepAlive(false);
    client.setHeartbeatInterval(HEARTBEAT_MILLIS);
    client.setSocketFactory(client::openSocket);
    client.setEventDeserializer(deserializer(host.getDatabase()));
    client.registerEventListener(event -> client.pass(event, listener));
    client.registerLifecycleListener(client.new Failures());
    return client;
  }

  /** Whether the next event has begun to arrive. */
  boolean hasMore() {
    try {
      return channel.getInputStream().available() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Why the connection was lost; null if it was closed here. */
  Exception failure() {
    return failure;
  }

  /** Cuts the connection; from any thread. */
  void cut() {
    broken = true;
    Socket open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LIBRARY.log(Level.FINE, "closing a lost connection", e);
      }
    }
  }

  private void pass(Event event, Consumer<Event> listener) {
    if (broken) {
      return;
    }
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      // The library would log it and go on with the next event; that would be a hole.
      failure = e;
      cut();
    }
  }

  private Socket openSocket() throws SocketException {
    Socket opened = new Socket();
    opened.setSoTimeout(SILENCE_MILLIS);
    opened.setTcpNoDelay(true);
    socket = opened;
    if (broken) {
      // Cut before there was anything to close: connecting it fails now.
      cut();
    }
    return opened;
  }

  private static SSLMode sslMode(String ofUrl) {
    return ofUrl == null ? SSLMode.PREFERRED : SSLMode.valueOf(ofUrl.toUpperCase(Locale.ROOT));
  }

  /** Knows the few kinds of events that matter; all others are skipped without being looked at. */
  @SuppressWarnings("rawtypes") // the library's own signature
  private static EventDeserializer deserializer(String database) {
    OutboxRows.Tables tables = new OutboxRows.Tables(database);
    Map<EventType, EventDataDeserializer> byType = new HashMap<>();
    byType.put(EventType.FORMAT_DESCRIPTION, new FormatDescriptionEventDataDeserializer());
    byType.put(EventType.ROTATE, new RotateEventDataDeserializer());
    byType.put(EventType.QUERY, new QueryEventDataDeserializer());
    byType.put(EventType.MARIADB_GTID, new MariadbGtidEventDataDeserializer());
    byType.put(EventType.TABLE_MAP, new TableMapEventDataDeserializer());
    byType.put(EventType.WRITE_ROWS, new OutboxRows.Deserializer(tables, false));
    byType.put(EventType.EXT_WRITE_ROWS, new OutboxRows.Deserializer(tables, true));
    return new EventDeserializer(
        new EventHeaderV4Deserializer(), new NullEventDataDeserializer(), byType, tables);
  }

  /** The library would skip an event that it cannot read and go on; that would be a hole. */
  private final class Failures extends AbstractLifecycleListener {
    @Override
    public void onCommunicationFailure(BinaryLogClient client, Exception e) {
      if (failure == null && !broken) {
        failure = e;
      }
    }

    @Override
    public void onEventDeserializationFailure(BinaryLogClient client, Exception e) {
      if (failure == null && !broken) {
        failure = e;
      }
      cut();
    }
  }
}
