package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tintype.account.UsernameStore.Claim;
import tintype.account.v1.ImportAccountsRequest;
import tintype.account.v1.ImportAccountsResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;

/**
 * Makes accounts that are not there yet, by name, and answers the ids of all.
 *
 * <p>An account is a transaction of its own, since each lies in a shard of its own; several run side by
 * side, so that the database forces many of them to disk at once. What a failed call has made stays,
 * and a repeat goes on from there.
 *
 * <p>Fails with {@code USERNAME_TAKEN} for a name that was freed a short while ago.
 */
final class ImportAccounts implements UnaryHandler<ImportAccountsRequest, ImportAccountsResponse> {
  /** Two less than a pool of connections has by default, so that others get through. */
  private static final int SIDE_BY_SIDE = 8;

  private record Imported(long accountId, boolean created) {}

  private final UsernameStore usernames;
  private final AccountStore accounts;
  private final Passwords passwords;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  ImportAccounts(
      UsernameStore usernames,
      AccountStore accounts,
      Passwords passwords,
      IdGenerator ids,
      Clock clock) {
    this.usernames = usernames;
    this.accounts = accounts;
    this.passwords = passwords;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public ImportAccountsResponse handle(ImportAccountsRequest request) {
    List<Username> names =
        request.getUsernamesList().stream().distinct().map(Username::new).toList();
    Map<String, Claim> claims = usernames.findAll(names);
    List<Username> missing =
        names.stream()
            .filter(name -> !claims.containsKey(name.name()) || !claims.get(name.name()).inUse())
            .toList();
    long now = Micros.of(clock.instant());
    claims.values().stream()
        .filter(claim -> claim.lapsed(now))
        .forEach(claim -> usernames.deleteLapsed(claim, now));
    // All of them have one password by the caller's own wish, so they may share its salt as well.
    String hash =
        missing.isEmpty() || request.getPassword().isEmpty()
            ? ""
            : passwords.hash(request.getPassword());

    Map<String, Imported> imported = createAll(missing, hash);
    claims.forEach((name, claim) -> imported.putIfAbsent(name, new Imported(claim.accountId(), false)));

    var response = ImportAccountsResponse.newBuilder();
    request.getUsernamesList().forEach(n -> response.addAccountIds(imported.get(n).accountId()));
    return response
        .setCreated((int) imported.values().stream().filter(Imported::created).count())
        .build();
  }

  private Map<String, Imported> createAll(List<Username> missing, String hash) {
    List<Callable<Map<String, Imported>>> slices = new ArrayList<>();
    int size = Math.ceilDiv(missing.size(), SIDE_BY_SIDE);
    for (int from = 0; from < missing.size(); from += size) {
      List<Username> slice = missing.subList(from, Math.min(from + size, missing.size()));
      slices.add(() -> createEach(slice, hash));
    }
    Map<String, Imported> all = new HashMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Map<String, Imported>> slice : threads.invokeAll(slices)) {
        all.putAll(slice.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while importing accounts", e);
    }
  }

  private Map<String, Imported> createEach(List<Username> names, String hash) {
    Map<String, Imported> created = new HashMap<>();
    names.forEach(name -> created.put(name.name(), create(name, hash)));
    return created;
  }

  private Imported create(Username name, String hash) {
    long now = Micros.of(clock.instant());
    NewAccount account = NewAccount.named(ids.next(), name, hash, now);
    try {
      accounts.create(account, Optional.empty());
      return new Imported(account.accountId(), true);
    } catch (DuplicateKeyException e) {
      return new Imported(holder(name), false);
    }
  }

  private long holder(Username name) {
    return usernames
        .find(name)
        .filter(Claim::inUse)
        .orElseThrow(() -> Refusals.usernameTaken(name.name()))
        .accountId();
  }
}
