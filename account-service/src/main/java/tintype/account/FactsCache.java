package tintype.account;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.account.v1.AccountChanged;
import tintype.account.v1.AccountFacts;
import tintype.platform.cache.RowCache;
import tintype.platform.cache.RowCaches;

/**
 * What others need of accounts, kept in memory because every page is full of people. Every write to
 * what stands in {@link AccountFacts} must tell of it in the outbox, and invalidate it also where
 * it has changed nothing, or its outcome is unknown: an earlier call may have, elsewhere.
 */
final class FactsCache {
  private final RowCache<Long, AccountFacts> cache;

  @Inject
  FactsCache(RowCaches caches, AccountConfig config) {
    cache = caches.add("account_facts", config.cacheBytes(), FactsCache::bytes);
    caches.on(AccountChanged.getDefaultInstance(), news -> cache.invalidate(news.getAccountId()));
  }

  /** By id, without those that never were. */
  Map<Long, AccountFacts> getAll(Collection<Long> accountIds, AccountStore accounts) {
    return cache.getAll(accountIds, missing -> read(missing, accounts));
  }

  void invalidate(long accountId) {
    cache.invalidate(accountId);
  }

  private static Map<Long, AccountFacts> read(List<Long> accountIds, AccountStore accounts) {
    Map<Long, AccountFacts> facts = new HashMap<>();
    accounts.findAll(accountIds).forEach((id, profile) -> facts.put(id, profile.facts()));
    return facts;
  }

  /** A message's fields take about as much again as its text. */
  private static int bytes(AccountFacts facts) {
    return 200 + 2 * facts.getSerializedSize();
  }
}
