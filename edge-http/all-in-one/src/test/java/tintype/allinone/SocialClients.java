package tintype.allinone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import tintype.account.v1.SetRolesRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAccountServiceGrpc;

/** All who do what has effects elsewhere, every other one over HTTP. */
final class SocialClients implements AutoCloseable {
  private final List<SocialClient> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Survivor staff;

  /** Makes their people, and all that they write about, and waits until it is all there. */
  void populate(RunningSystem system, String name, KillOptions options) {
    staff = new Survivor(system, true);
    var appoint =
        SetRolesRequest.newBuilder()
            .setAccountId(staff.id())
            .addRoles(Role.MODERATOR)
            .setReason("to see cases");
    system.callAsTools(StaffAccountServiceGrpc.getSetRolesMethod(), appoint.build());
    for (int i = 0; i < options.socialThreads(); i++) {
      Company company = Company.gather(system, i % 2 == 1, name + "s" + i, staff);
      clients.add(new SocialClient(company, options.seed() * 1_000_033 + i));
    }
    each(SocialClient::audit);
    List<String> problems = takeProblems();
    if (!problems.isEmpty()) {
      throw new IllegalStateException("before the first kill: " + problems);
    }
  }

  /** Goes on with the system as it runs now. */
  void enter(RunningSystem system) {
    if (staff != null) {
      staff.enter(system);
    }
    clients.forEach(client -> client.enter(system));
  }

  /** Starts to write; the answer comes once all have been cut off. */
  Future<Tally> write(BooleanSupplier cut) {
    return threads.submit(
        () -> all(client -> client.write(cut)).stream().reduce(Tally.NONE, Tally::plus));
  }

  /** Repeats what was not answered, and compares all with what is there; returns what differs. */
  Collection<String> settleAndAudit() {
    each(SocialClient::settle);
    each(SocialClient::audit);
    return takeProblems();
  }

  private List<String> takeProblems() {
    return clients.stream().flatMap(client -> client.takeProblems().stream()).toList();
  }

  /** How many of each kind were acknowledged. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    clients.forEach(
        client -> client.counts().forEach((name, n) -> counts.merge(name, n, Integer::sum)));
    return counts;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void each(Consumer<SocialClient> job) {
    all(
        client -> {
          job.accept(client);
          return client;
        });
  }

  private <R> List<R> all(Function<SocialClient, R> job) {
    List<Future<R>> jobs =
        clients.stream().map(client -> threads.submit(() -> job.apply(client))).toList();
    List<R> results = new ArrayList<>();
    try {
      for (Future<R> one : jobs) {
        results.add(one.get());
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
