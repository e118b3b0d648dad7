package tintype.account;

import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tintype.account.v1.AccountChanged;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.account.v1.BatchGetAccountFactsResponse;
import tintype.platform.cache.RowCache;
import tintype.platform.cache.RowCaches;
import tintype.platform.rpc.UnaryHandler;

/**
 * Tells other services what the visibility rule needs of accounts; ids that never were are absent.
 * Facts are kept in memory: every write to what stands in them must tell of it in the outbox.
 */
final class BatchGetAccountFacts
    implements UnaryHandler<BatchGetAccountFactsRequest, BatchGetAccountFactsResponse> {
  private final AccountStore accounts;
  private final RowCache<Long, AccountFacts> cache;

  @Inject
  BatchGetAccountFacts(AccountStore accounts, RowCaches caches, AccountConfig config) {
    this.accounts = accounts;
    this.cache = caches.add("account_facts", config.cacheBytes(), BatchGetAccountFacts::bytes);
    caches.on(AccountChanged.getDefaultInstance(), news -> cache.invalidate(news.getAccountId()));
  }

  @Override
  public BatchGetAccountFactsResponse handle(BatchGetAccountFactsRequest request) {
    List<Long> ids = request.getAccountIdsList().stream().distinct().toList();
    Map<Long, AccountFacts> facts = cache.getAll(ids, this::read);

    var response = BatchGetAccountFactsResponse.newBuilder();
    request.getAccountIdsList().stream()
        .map(facts::get)
        .filter(Objects::nonNull)
        .forEach(response::addFacts);
    return response.build();
  }

  private Map<Long, AccountFacts> read(List<Long> ids) {
    Map<Long, AccountFacts> facts = new HashMap<>();
    accounts.findAll(ids).forEach((id, profile) -> facts.put(id, profile.facts()));
    return facts;
  }

  /** A message's fields take about as much again as its text. */
  private static int bytes(AccountFacts facts) {
    return 200 + 2 * facts.getSerializedSize();
  }
}
