package tintype.feed;

import io.grpc.Deadline;

/** Whom an account follows and mutes, as the database has it; takes a while. */
interface FolloweeSource {
  /**
   * All that was committed before the call.
   *
   * @param end is waited for no longer
   * @throws io.grpc.StatusRuntimeException where it cannot be asked now
   */
  Followees followees(long reader, Deadline end);
}
