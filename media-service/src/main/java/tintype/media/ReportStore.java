package tintype.media;

import java.util.Optional;

/** Reports, in the shard of who reports; one of each thing. */
interface ReportStore {
  /** What the account has reported of the thing. */
  Optional<ReportRow> find(long reporter, Reported target);

  /**
   * Whether an earlier call with this request id was answered.
   *
   * @throws tintype.platform.sql.RequestIdReusedException if that call had another content
   */
  boolean requestedBefore(long reporter, String requestId, byte[] fingerprint);

  /** When the account made its n-th newest report; empty where it made fewer since a time. */
  Optional<Long> nthNewest(long reporter, int n, long sinceMicros);

  /**
   * Adds a report, with the request id unless that is empty, and the news.
   *
   * @throws tintype.platform.sql.DuplicateKeyException if the account has reported the thing
   *     before, or another call with the id came first
   */
  void add(ReportRow report, String requestId, byte[] fingerprint);
}
