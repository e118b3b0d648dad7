package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tintype.account.BulkCreation.Made;
import tintype.account.UsernameStore.Claim;
import tintype.account.v1.ImportAccountsRequest;
import tintype.account.v1.ImportAccountsResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.UnaryHandler;

/**
 * Makes accounts that are not there yet, by name, and answers the ids of all. What a failed call
 * has made stays, and a repeat goes on from there.
 *
 * <p>Fails with {@code USERNAME_TAKEN} for a name that was freed a short while ago.
 */
final class ImportAccounts implements UnaryHandler<ImportAccountsRequest, ImportAccountsResponse> {
  private final UsernameStore usernames;
  private final BulkCreation creation;
  private final Passwords passwords;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  ImportAccounts(
      UsernameStore usernames,
      BulkCreation creation,
      Passwords passwords,
      IdGenerator ids,
      Clock clock) {
    this.usernames = usernames;
    this.creation = creation;
    this.passwords = passwords;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public ImportAccountsResponse handle(ImportAccountsRequest request) {
    List<Username> names =
        request.getUsernamesList().stream().distinct().map(Username::new).toList();
    long now = Micros.of(clock.instant());

    Map<String, Made> accounts = new HashMap<>();
    for (Claim claim : usernames.findAll(names).values()) {
      if (claim.inUse()) {
        accounts.put(claim.username().name(), new Made(claim.accountId(), false));
      } else if (claim.lapsed(now)) {
        usernames.deleteLapsed(claim, now);
      }
    }
    List<Username> missing =
        names.stream().filter(name -> !accounts.containsKey(name.name())).toList();

    // All of them have one password by the caller's own wish, so they may share its salt as well.
    String hash =
        missing.isEmpty() || request.getPassword().isEmpty()
            ? ""
            : passwords.hash(request.getPassword());
    accounts.putAll(
        creation.create(
            missing.stream().map(name -> NewAccount.named(ids.next(), name, hash, now)).toList()));

    var response = ImportAccountsResponse.newBuilder();
    for (String name : request.getUsernamesList()) {
      response.addAccountIds(Objects.requireNonNull(accounts.get(name), name).accountId());
    }
    return response.setCreated((int) accounts.values().stream().filter(Made::now).count()).build();
  }
}
