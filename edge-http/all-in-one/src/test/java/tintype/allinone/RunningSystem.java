package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/** A system that runs in a process of its own, as a test reaches it from one start to the next. */
final class RunningSystem implements AutoCloseable {
  private final Path folder;
  private final GrpcCalls grpc;
  private final HttpCalls http;
  private final Map<Keyspace, Database> databases = new EnumMap<>(Keyspace.class);

  private RunningSystem(Path folder) {
    this.folder = folder;
    Map<String, Integer> ports = DataFolder.readPorts(folder);
    grpc = new GrpcCalls(ports);
    http = new HttpCalls(ports.get("http-port"));
    for (Keyspace keyspace : Keyspace.values()) {
      var config = SystemDatabases.reach(folder, keyspace).withPoolSize(2);
      databases.put(keyspace, Database.open(keyspace, config, new SimpleMeterRegistry()));
    }
  }

  /** The one that runs on a data folder. */
  static RunningSystem of(Path folder) {
    return new RunningSystem(folder);
  }

  GrpcCalls grpc() {
    return grpc;
  }

  HttpCalls http() {
    return http;
  }

  /** Calls as the tools of this machine. */
  <Q extends Message, A extends Message> A callAsTools(MethodDescriptor<Q, A> method, Q request) {
    try {
      String token = Files.readString(folder.resolve("credentials").resolve(LocalToken.FILE));
      return grpc.call(method, request, token.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes rows behind the services' backs. */
  void execute(Keyspace keyspace, String sql, Object... parameters) {
    databases.get(keyspace).<RuntimeException>execute(handle -> handle.execute(sql, parameters));
  }

  /** Locks rows until they are let go; the query has their ids as {@code <ids>}. */
  HeldRows hold(Keyspace keyspace, String sql, List<Long> ids) {
    return new HeldRows(databases.get(keyspace), sql, ids);
  }

  /** A binding of the parameters of a query. */
  interface Binding {
    Query bind(Query query);
  }

  /** The number that a query answers. */
  long count(Keyspace keyspace, String sql, Binding binding) {
    return databases
        .get(keyspace)
        .<Long, RuntimeException>read(
            handle -> binding.bind(handle.createQuery(sql)).mapTo(Long.class).one());
  }

  /** The tables of a keyspace that have a column. */
  List<String> tablesWith(Keyspace keyspace, String column) {
    return databases
        .get(keyspace)
        .<List<String>, RuntimeException>read(
            handle ->
                handle
                    .createQuery(
                        "SELECT table_name FROM information_schema.columns"
                            + " WHERE table_schema = DATABASE() AND column_name = ?")
                    .bind(0, column)
                    .mapTo(String.class)
                    .list());
  }

  /** How many stored files have a text in their names. */
  long files(String part) {
    try (Stream<Path> files = Files.walk(folder.resolve("blobs"))) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.getFileName().toString().contains(part))
          .count();
    } catch (UncheckedIOException e) {
      // One of them went meanwhile.
      return files(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    grpc.close();
    http.close();
    databases.values().forEach(Database::close);
  }
}
