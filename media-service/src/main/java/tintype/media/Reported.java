package tintype.media;

import tintype.media.v1.ReportTarget;
import tintype.media.v1.ReportTarget.Kind;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;

/**
 * A thing that is reported.
 *
 * @param thing and whose it is; of an account, itself twice
 */
record Reported(Kind kind, Owned thing) {
  /** Queues that cases are spread over. For ever: it says where the case of a thing is. */
  static final int QUEUES = 8;

  static Reported account(long account) {
    return new Reported(Kind.ACCOUNT, new Owned(account, account));
  }

  /** Fails with INVALID_FIELD for no id. */
  static Reported of(ReportTarget target, Caller caller) {
    return switch (target.getTargetCase()) {
      case POST_ID ->
          new Reported(Kind.POST, IdText.parseOwned("target.post_id", target.getPostId()));
      case ACCOUNT_ID -> account(caller.resolve("target.account_id", target.getAccountId()));
      case TARGET_NOT_SET -> throw new IllegalStateException("the contract requires a target");
    };
  }

  ReportTarget shown() {
    ReportTarget.Builder target = ReportTarget.newBuilder();
    return switch (kind) {
      case POST -> target.setPostId(thing.toString()).build();
      case ACCOUNT -> target.setAccountId(Long.toString(thing.id())).build();
      case KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalStateException("of no kind: " + thing);
    };
  }

  /** From 1 on, as an id: the queue is the owner of the case. */
  long queue() {
    return 1 + Math.floorMod(Long.hashCode(thing.id() * 0x9E37_79B9_7F4A_7C15L), QUEUES);
  }
}
