package tintype.graph;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.platform.concurrent.Lanes;
import tintype.platform.server.Peers;

/** What account-service says of any number of accounts. */
final class AccountFactsReader {
  /** The contract's bound of one call. */
  private static final int MAX_IDS = 1_000;

  /**
   * Calls at once in all of the process: each has the time of one, so they must not queue there.
   */
  private static final int MAX_CALLS = 4;

  private final Lanes lanes = new Lanes(MAX_CALLS);
  private final AccountServiceBlockingStub accounts;

  @Inject
  AccountFactsReader(Peers peers) {
    accounts = AccountServiceGrpc.newBlockingStub(peers.channel("account"));
  }

  /** Facts by account; those that never were are absent. */
  Map<Long, AccountFacts> read(Collection<Long> ids) {
    List<Callable<List<AccountFacts>>> calls = new ArrayList<>();
    List<Long> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += MAX_IDS) {
      List<Long> part = all.subList(from, Math.min(all.size(), from + MAX_IDS));
      calls.add(() -> call(part));
    }
    Map<Long, AccountFacts> facts = new HashMap<>();
    for (List<AccountFacts> answer : lanes.run(calls)) {
      answer.forEach(account -> facts.put(account.getAccountId(), account));
    }
    return facts;
  }

  private List<AccountFacts> call(List<Long> ids) {
    return accounts
        .batchGetAccountFacts(
            BatchGetAccountFactsRequest.newBuilder().addAllAccountIds(ids).build())
        .getFactsList();
  }
}
