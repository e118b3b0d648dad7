package tintype.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.ImportAccountsRequest;
import tintype.account.v1.RegisterRequest;
import tintype.account.v1.RegisterResponse;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsRequest.Follows;

/**
 * Who takes part: loaded accounts, and newly registered readers, each of whom follows some of those
 * and all the authors.
 *
 * @param loaded ids of some loaded accounts
 * @param readers who read over the edge
 * @param authors who post
 */
record Cast(long[] loaded, List<Person> readers, List<Person> authors) {
  private static final int LOADED = 1_000;

  /** Most accounts of a request. */
  private static final int MAX_IMPORTED = 1_000;

  private static final int AUTHORS = 5;

  /** A registered account with a session. */
  record Person(long id, String token) {}

  static Cast prepare(Target target, int readers, int follows, int loadedAccounts) {
    long[] loaded = someLoaded(target, loadedAccounts, LOADED);
    List<Person> authors = register(target, AUTHORS);
    List<Person> people = register(target, readers);
    ImportFollowsRequest.Builder request = ImportFollowsRequest.newBuilder();
    for (Person reader : people) {
      List<Long> followees =
          ThreadLocalRandom.current()
              .ints(follows, 0, loaded.length)
              .mapToObj(i -> loaded[i])
              .distinct()
              .collect(Collectors.toCollection(ArrayList::new));
      authors.forEach(author -> followees.add(author.id()));
      request.addFollows(
          Follows.newBuilder().setFollowerId(reader.id()).addAllFolloweeIds(followees));
    }
    tintype.graph.v1.ImportServiceGrpc.newBlockingStub(target.asTools("graph"))
        .importFollows(request.build());
    return new Cast(loaded, people, authors);
  }

  Person someReader() {
    return readers.get(ThreadLocalRandom.current().nextInt(readers.size()));
  }

  /** The ids of so many of the accounts u0..uN, evenly spread. */
  static long[] someLoaded(Target target, int loadedAccounts, int count) {
    var accounts = tintype.account.v1.ImportServiceGrpc.newBlockingStub(target.asTools("account"));
    return IntStream.range(0, count)
        .mapToObj(i -> "u" + (long) i * loadedAccounts / count)
        .distinct()
        .gather(Gatherers.windowFixed(MAX_IMPORTED))
        .map(names -> ImportAccountsRequest.newBuilder().addAllUsernames(names).build())
        .flatMap(request -> accounts.importAccounts(request).getAccountIdsList().stream())
        .mapToLong(Long::longValue)
        .toArray();
  }

  static List<Person> register(Target target, int count) {
    var accounts = AccountServiceGrpc.newBlockingStub(target.channel("account"));
    return IntStream.range(0, count).mapToObj(i -> registerOne(accounts)).toList();
  }

  private static Person registerOne(AccountServiceGrpc.AccountServiceBlockingStub accounts) {
    String name = "load_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    RegisterResponse made =
        accounts.register(
            RegisterRequest.newBuilder()
                .setUsername(name)
                .setPassword(UUID.randomUUID().toString())
                .setEmail(name + "@example.com")
                .build());
    return new Person(Long.parseLong(made.getAccount().getId()), made.getTokens().getAccessToken());
  }
}
