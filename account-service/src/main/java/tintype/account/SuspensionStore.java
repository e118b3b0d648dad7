package tintype.account;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.platform.rpc.ApiException;

/** Suspensions that last, to be read; {@link StaffActs} makes and ends them. */
interface SuspensionStore {
  /** The end of a suspension; the oldest comes first, of two at one time the lower account. */
  record Over(long endMicros, long accountId) {
    /** Before the first. */
    static final Over START = new Over(0, 0);
  }

  /** By account; those that are not suspended are absent. 1,000 ids at most. */
  Map<Long, Suspension> findAll(Collection<Long> accountIds);

  /** Suspensions after one of them that ended at this time or before, the oldest end first. */
  List<Over> over(Over after, long nowMicros, int limit);

  /** What somebody is told who would log in as a suspended account. */
  default ApiException refusal(long accountId) {
    Optional<Suspension> lasting = Optional.ofNullable(findAll(List.of(accountId)).get(accountId));
    Optional<Instant> end =
        lasting
            .filter(suspension -> suspension.endMicros().isPresent())
            .map(suspension -> Micros.toInstant(suspension.endMicros().getAsLong()));
    return Refusals.accountSuspended(end);
  }
}
