package tintype.media;

import java.time.Duration;
import java.util.Optional;

/** Reports, in the shard of who reports; one of each thing. */
interface ReportStore {
  /** An account has made as many reports within a day as it may. */
  final class TooManyReportsException extends RuntimeException {
    private final Duration delay;

    /**
     * @param delay until it may make the next one
     */
    TooManyReportsException(Duration delay) {
      super("too many reports within a day");
      this.delay = delay;
    }

    Duration delay() {
      return delay;
    }
  }

  /** What the account has reported of the thing. */
  Optional<ReportRow> find(long reporter, Reported target);

  /**
   * Whether an earlier call with this request id was answered.
   *
   * @throws tintype.platform.sql.RequestIdReusedException if that call had another content
   */
  boolean requestedBefore(long reporter, String requestId, byte[] fingerprint);

  /**
   * Adds a report, with the request id unless that is empty, and the news.
   *
   * @throws TooManyReportsException if the account made as many within a day as it may, also where
   *     several come at one time
   * @throws tintype.platform.sql.DuplicateKeyException if the account has reported the thing
   *     before, or another call with the id came first
   */
  void add(ReportRow report, String requestId, byte[] fingerprint);
}
