package tintype.account;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.account.v1.BatchGetAccountFactsResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Tells other services what the visibility rule needs of accounts; ids that never were are absent.
 */
final class BatchGetAccountFacts
    implements UnaryHandler<BatchGetAccountFactsRequest, BatchGetAccountFactsResponse> {
  private final AccountStore accounts;
  private final FactsCache cache;

  @Inject
  BatchGetAccountFacts(AccountStore accounts, FactsCache cache) {
    this.accounts = accounts;
    this.cache = cache;
  }

  @Override
  public BatchGetAccountFactsResponse handle(BatchGetAccountFactsRequest request) {
    List<Long> ids = request.getAccountIdsList().stream().distinct().toList();
    Map<Long, AccountFacts> facts = cache.getAll(ids, accounts);

    var response = BatchGetAccountFactsResponse.newBuilder();
    request.getAccountIdsList().stream()
        .map(facts::get)
        .filter(Objects::nonNull)
        .forEach(response::addFacts);
    return response.build();
  }
}
