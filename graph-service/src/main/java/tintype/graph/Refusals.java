package tintype.graph;

import io.grpc.Status.Code;
import tintype.graph.v1.ErrorReason;
import tintype.platform.rpc.ApiException;

/** What graph-service says when it refuses; the same words wherever the reason is the same. */
final class Refusals {
  private Refusals() {}

  /** Also for an account that hides from the caller: nobody can tell the two apart. */
  static ApiException accountNotFound() {
    return ApiException.notFound(ErrorReason.ACCOUNT_NOT_FOUND, "there is no such account");
  }

  static ApiException cannotFollowSelf() {
    return ApiException.invalidArgument(
        ErrorReason.CANNOT_FOLLOW_SELF, "nobody can follow themselves");
  }

  static ApiException blockingAccount() {
    return ApiException.of(
        Code.FAILED_PRECONDITION,
        ErrorReason.BLOCKING_ACCOUNT,
        "the caller blocks this account: unblock it first");
  }

  static ApiException tooManyFollowing(int limit) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.TOO_MANY_FOLLOWING,
            "the caller follows as many accounts as one may: " + limit)
        .with("limit", limit);
  }

  static ApiException requesterFollowsTooMany(int limit) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.REQUESTER_FOLLOWS_TOO_MANY,
            "who asked follows as many accounts as one may, so the request stays: " + limit)
        .with("limit", limit);
  }

  static ApiException tooManyCloseFriends(int limit) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.TOO_MANY_CLOSE_FRIENDS,
            "the caller has as many close friends as one may: " + limit)
        .with("limit", limit);
  }

  static ApiException cannotActOnSelf() {
    return ApiException.invalidArgument(
        ErrorReason.CANNOT_ACT_ON_SELF, "nobody can do this to themselves");
  }
}
