package tintype.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.rpc.WritePositions;

/**
 * What accounts have written through this edge lately, so that a read of theirs sees it on whatever
 * device: a client that echoes {@code tintype-after} itself needs none of it.
 *
 * <p>The account is the one that the token names. That it is not forged is the services' to find
 * out: only what a service answers is remembered, and what a forged token would be given goes
 * nowhere but to a service, which refuses the call.
 */
final class RecentWrites {
  private static final Logger log = LoggerFactory.getLogger(RecentWrites.class);

  /** How long a write is remembered: far longer than any of it takes to be seen. */
  static final Duration KEPT = Duration.ofSeconds(10);

  /** Accounts that are remembered at once; more of them, and those that wrote first are not. */
  static final int MAX_ACCOUNTS = 100_000;

  /** What one call has written. */
  private record Written(WritePositions positions, long nanos) {}

  private final Ticker ticker;
  private final Cache<Long, List<Written>> byAccount;

  RecentWrites(Ticker ticker) {
    this.ticker = ticker;
    this.byAccount =
        Caffeine.newBuilder()
            .ticker(ticker)
            .expireAfterWrite(KEPT)
            .maximumSize(MAX_ACCOUNTS)
            .build();
  }

  /**
   * Adds what the account has written to what its client asks to see.
   *
   * @param call goes to a service
   * @throws Refusal with INVALID_FIELD where the client's own header is no list of positions
   */
  void addTo(Metadata call) {
    WritePositions asked = asked(call);
    WritePositions all = asked.with(remembered(call));
    call.discardAll(CallMetadata.AFTER);
    if (!all.isEmpty()) {
      call.put(CallMetadata.AFTER, all.toString());
    }
  }

  /**
   * Remembers what a call has written.
   *
   * @param call as it went to a service
   * @param answer headers or trailers that came back
   */
  void remember(Metadata call, Metadata answer) {
    if (!answer.containsKey(CallMetadata.AFTER)) {
      return;
    }
    try {
      WritePositions written = WritePositions.parse(answer.get(CallMetadata.AFTER));
      account(call).ifPresent(account -> remember(account, written));
    } catch (IllegalArgumentException e) {
      log.atWarn().setCause(e).log("a service told of writes in words unknown here");
    }
  }

  private void remember(long account, WritePositions written) {
    long now = ticker.read();
    byAccount
        .asMap()
        .merge(
            account,
            List.of(new Written(written, now)),
            (before, more) -> {
              List<Written> kept = new ArrayList<>(more);
              before.stream().filter(it -> isFresh(it, now)).forEach(kept::add);
              return List.copyOf(kept.subList(0, Math.min(kept.size(), WritePositions.MAX)));
            });
  }

  private WritePositions remembered(Metadata call) {
    WritePositions all = WritePositions.NONE;
    if (byAccount.estimatedSize() == 0) {
      return all;
    }
    OptionalLong account = account(call);
    List<Written> writes = account.isEmpty() ? null : byAccount.getIfPresent(account.getAsLong());
    long now = ticker.read();
    for (Written written : writes == null ? List.<Written>of() : writes) {
      all = isFresh(written, now) ? all.with(written.positions()) : all;
    }
    return all;
  }

  private static boolean isFresh(Written written, long now) {
    return now - written.nanos() < KEPT.toNanos();
  }

  private static OptionalLong account(Metadata call) {
    return TokenSubject.of(call.get(CallMetadata.AUTHORIZATION));
  }

  private static WritePositions asked(Metadata call) {
    String text = call.get(CallMetadata.AFTER);
    try {
      return text == null ? WritePositions.NONE : WritePositions.parse(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalidField(CallMetadata.AFTER.name(), e.getMessage());
    }
  }
}
