package tintype.graph;

import com.google.common.collect.Iterables;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountServiceGrpc.AccountServiceFutureStub;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.account.v1.BatchGetAccountFactsResponse;
import tintype.platform.server.Peers;

/** What account-service says of any number of accounts. */
final class AccountFactsReader {
  /** The contract's bound of one call. */
  private static final int BATCH = 1_000;

  private final AccountServiceFutureStub accounts;

  @Inject
  AccountFactsReader(Peers peers) {
    accounts = AccountServiceGrpc.newFutureStub(peers.channel("account"));
  }

  /** Facts by account; those that never were are absent. */
  Map<Long, AccountFacts> read(Collection<Long> ids) {
    List<ListenableFuture<BatchGetAccountFactsResponse>> answers = new ArrayList<>();
    for (List<Long> batch : Iterables.partition(ids, BATCH)) {
      answers.add(
          accounts.batchGetAccountFacts(
              BatchGetAccountFactsRequest.newBuilder().addAllAccountIds(batch).build()));
    }
    Map<Long, AccountFacts> facts = new HashMap<>();
    for (var answer : Futures.getUnchecked(Futures.allAsList(answers))) {
      answer.getFactsList().forEach(account -> facts.put(account.getAccountId(), account));
    }
    return facts;
  }
}
