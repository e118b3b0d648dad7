package tintype.allinone;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import tintype.allinone.WritingClient.World;
import tintype.testkit.Pictures;

/** All clients, and what they remember together. */
final class WritingClients implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int HTTP_ACCOUNTS_EACH = 3;
  private static final int PICTURES = 48;

  private final GrpcDoor grpc = new GrpcDoor();
  private final HttpDoor http = new HttpDoor();
  private final List<WritingClient> clients = new ArrayList<>();
  private final Map<Integer, ByteString> renditions = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String name;

  /**
   * @param name begins the names and captions of all that is made
   */
  WritingClients(String name) {
    this.name = name;
  }

  /** Goes on with the system as it runs now. */
  void enter(Backend backend, int httpPort) {
    grpc.enter(backend);
    http.enter(httpPort);
  }

  /** Makes the accounts, their first follows and the clients; returns a sentence. */
  String populate(Backend backend, KillOptions options) {
    Random random = new Random(options.seed());
    long[] loaded = Population.accounts(backend, options.accounts(), random);
    int sharers = options.threads() - options.httpThreads();
    long[] registered = new long[options.httpThreads() * HTTP_ACCOUNTS_EACH];
    for (int i = 0; i < registered.length; i++) {
      registered[i] = http.register(name + "_" + i);
    }
    long[] all = LongStream.concat(LongStream.of(loaded), LongStream.of(registered)).toArray();
    World world = new World(name, all, pictures(options.seed()), sharers);
    for (int i = 0; i < options.threads(); i++) {
      int own = Math.max(0, i - sharers) * HTTP_ACCOUNTS_EACH;
      long[] actors =
          i < sharers ? loaded : Arrays.copyOfRange(registered, own, own + HTTP_ACCOUNTS_EACH);
      clients.add(new WritingClient(i, world, i < sharers ? grpc : http, actors, options.seed()));
    }
    Collection<Edge> follows = Population.follow(backend, loaded, random);
    for (Edge edge : follows) {
      clients.stream()
          .filter(client -> client.writes(edge))
          .findFirst()
          .orElseThrow()
          .remember(edge);
    }
    return "%,d accounts, %,d of them registered; %,d follows; %d clients, %d of them over HTTP"
        .formatted(
            all.length, registered.length, follows.size(), clients.size(), options.httpThreads());
  }

  /** Starts to write; the answer comes once all have been cut off. */
  Future<Tally> write(int round, BooleanSupplier cut) {
    return threads.submit(
        () -> all(client -> client.write(round, cut)).stream().reduce(Tally.NONE, Tally::plus));
  }

  /** Repeats what was not answered; returns answers that no correct system gives. */
  Collection<String> settle() {
    return all(
            client -> {
              client.settle();
              return client.takeProblems();
            })
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** Compares what they remember with what is there. */
  Collection<String> audit(Backend backend, int round, Random random) {
    List<WrittenPost> posts = clients.stream().flatMap(c -> c.posts().stream()).toList();
    Map<Edge, Edge.State> edges = new HashMap<>();
    clients.forEach(client -> edges.putAll(client.edges()));
    return new Audit(backend, name, posts, edges, renditions, PATIENCE).run(round, random);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Small ones that differ in size too, so that none can pass for another. */
  private static List<byte[]> pictures(long seed) {
    return IntStream.range(0, PICTURES)
        .mapToObj(i -> Pictures.jpeg(48 + i, 96 - i, seed + i))
        .toList();
  }

  private interface Job<R> {
    R of(WritingClient client);
  }

  private <R> List<R> all(Job<R> job) {
    List<Callable<R>> jobs = new ArrayList<>();
    clients.forEach(client -> jobs.add(() -> job.of(client)));
    try {
      List<R> results = new ArrayList<>();
      for (Future<R> result : threads.invokeAll(jobs)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
