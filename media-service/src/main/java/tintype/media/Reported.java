package tintype.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import tintype.media.v1.ReportTarget;
import tintype.media.v1.ReportTarget.Kind;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;

/**
 * A thing that is reported.
 *
 * @param thing and whose shard it is in; of an account, itself twice
 * @param account who answers for it: of a comment who wrote it, else the thing's owner
 */
record Reported(Kind kind, Owned thing, long account) {
  /** Queues that cases are spread over. For ever: it says where the case of a thing is. */
  static final int QUEUES = 8;

  /** In SQL: who answers for the thing of a row. */
  static final String ACCOUNT = "COALESCE(NULLIF(target_account, 0), target_owner)";

  static Reported post(Owned post) {
    return new Reported(Kind.POST, post, post.owner());
  }

  static Reported comment(Owned comment, long writer) {
    return new Reported(Kind.COMMENT, comment, writer);
  }

  static Reported account(long account) {
    return new Reported(Kind.ACCOUNT, new Owned(account, account), account);
  }

  /** From the columns {@code target_...} of a row. */
  static Reported of(ResultSet row) throws SQLException {
    return of(
        Kind.forNumber(row.getInt("target_kind")),
        new Owned(row.getLong("target_id"), row.getLong("target_owner")),
        row.getLong("target_account"));
  }

  /**
   * As it was kept or told.
   *
   * @param account 0 for the thing's owner
   */
  static Reported of(Kind kind, Owned thing, long account) {
    return new Reported(kind, thing, account == 0 ? thing.owner() : account);
  }

  /**
   * What a request names. Who answers for a comment is not known from that: its account is 0.
   *
   * @throws tintype.platform.rpc.ApiException INVALID_FIELD for no id
   */
  static Reported of(ReportTarget target, Caller caller) {
    return switch (target.getTargetCase()) {
      case POST_ID -> post(IdText.parseOwned("target.post_id", target.getPostId()));
      case COMMENT_ID -> comment(IdText.parseOwned("target.comment_id", target.getCommentId()), 0);
      case ACCOUNT_ID -> account(caller.resolve("target.account_id", target.getAccountId()));
      case TARGET_NOT_SET -> throw new IllegalStateException("the contract requires a target");
    };
  }

  ReportTarget shown() {
    ReportTarget.Builder target = ReportTarget.newBuilder();
    return switch (kind) {
      case POST -> target.setPostId(thing.toString()).build();
      case COMMENT -> target.setCommentId(thing.toString()).build();
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
