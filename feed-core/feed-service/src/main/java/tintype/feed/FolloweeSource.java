package tintype.feed;

/** Whom an account follows, as the database has it; takes a while. */
interface FolloweeSource {
  /**
   * All that was committed before the call.
   *
   * @throws io.grpc.StatusRuntimeException where it cannot be asked now
   */
  long[] followees(long reader);
}
