package tintype.media;

import io.grpc.Status.Code;
import java.time.Duration;
import tintype.media.v1.ErrorReason;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;

/** Absent and not visible are refused in the same words. */
final class Refusals {
  private Refusals() {}

  static ApiException noPost() {
    return ApiException.notFound(ErrorReason.POST_NOT_FOUND, "no such post");
  }

  static ApiException noMedia() {
    return ApiException.notFound(ErrorReason.MEDIA_NOT_FOUND, "no such media or rendition");
  }

  static ApiException alreadyUsed(Owned media) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.MEDIA_ALREADY_USED,
            "the media is in another post already, or was kept as an avatar")
        .with("media_id", media);
  }

  static ApiException notReady(Owned media) {
    return ApiException.of(
            Code.FAILED_PRECONDITION, ErrorReason.MEDIA_NOT_READY, "the media is not ready")
        .with("media_id", media);
  }

  static ApiException pinsFull(int limit) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.PINNED_POSTS_FULL,
            "as many posts are pinned as can be: unpin one first")
        .with("limit", limit);
  }

  static ApiException archived() {
    return ApiException.of(
        Code.FAILED_PRECONDITION, ErrorReason.POST_ARCHIVED, "the post is in the archive");
  }

  static ApiException noDraft() {
    return ApiException.notFound(ErrorReason.DRAFT_NOT_FOUND, "no such draft");
  }

  static ApiException emptyDraft() {
    return ApiException.of(
        Code.FAILED_PRECONDITION, ErrorReason.DRAFT_EMPTY, "a post needs a picture");
  }

  static ApiException tooManyDrafts(int limit) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.TOO_MANY_DRAFTS,
            "there are as many drafts as can be: publish or delete one first")
        .with("limit", limit);
  }

  /** Also another's: nobody else can see that it is there. */
  static ApiException noCollection() {
    return ApiException.notFound(ErrorReason.COLLECTION_NOT_FOUND, "no such collection");
  }

  static ApiException tooManyCollections(int limit) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.TOO_MANY_COLLECTIONS,
            "the caller has as many collections as one may: " + limit)
        .with("limit", limit);
  }

  static ApiException tooManyHashtagsFollowed(int limit) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.TOO_MANY_HASHTAGS_FOLLOWED,
            "the caller follows as many hashtags as one may: " + limit)
        .with("limit", limit);
  }

  static ApiException noAccount() {
    return ApiException.notFound(ErrorReason.ACCOUNT_NOT_FOUND, "no such account");
  }

  static ApiException tooManyReports(Duration delay) {
    return ApiException.of(
            Code.RESOURCE_EXHAUSTED,
            ErrorReason.TOO_MANY_REPORTS,
            "too many reports within a day: wait before the next one")
        .retryAfter(delay);
  }

  static ApiException noReport() {
    return ApiException.notFound(ErrorReason.REPORT_NOT_FOUND, "no such report in the queue");
  }

  static ApiException reportClaimed(long untilMicros) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.REPORT_CLAIMED,
            "somebody else is at work on this report")
        .with("end_time", ProtoTimes.toInstant(ProtoTimes.ofMicros(untilMicros)));
  }

  static ApiException reportResolved() {
    return ApiException.of(
        Code.FAILED_PRECONDITION,
        ErrorReason.REPORT_RESOLVED,
        "the report was resolved, and not in this way");
  }

  static ApiException cannotActOnSelf() {
    return ApiException.invalidArgument(
        ErrorReason.CANNOT_ACT_ON_SELF, "nobody does this to themselves or what is theirs");
  }

  static ApiException adminNeeded() {
    return ApiException.of(
        Code.PERMISSION_DENIED,
        ErrorReason.ADMIN_NEEDED,
        "only an admin may do this to staff or what is theirs");
  }

  static ApiException accountNotRemoved() {
    return ApiException.invalidArgument(
        ErrorReason.ACCOUNT_NOT_REMOVED, "an account cannot be removed, only suspended");
  }

  static ApiException noComment() {
    return ApiException.notFound(ErrorReason.COMMENT_NOT_FOUND, "no such comment");
  }

  static ApiException notTheCommenter() {
    return ApiException.of(
        Code.PERMISSION_DENIED,
        ErrorReason.NOT_THE_COMMENTER,
        "only who wrote a comment changes it");
  }

  static ApiException notTheAuthor() {
    return ApiException.of(
        Code.PERMISSION_DENIED, ErrorReason.NOT_THE_AUTHOR, "only its author changes a post");
  }

  static ApiException commentsOff() {
    return ApiException.of(
        Code.FAILED_PRECONDITION, ErrorReason.COMMENTS_OFF, "nobody can comment on this post");
  }

  static ApiException tooManyPinned(int limit) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.TOO_MANY_PINNED_COMMENTS,
            "as many comments as allowed are pinned: take the pin of another away first")
        .with("limit", limit);
  }

  static ApiException replyNotPinned() {
    return ApiException.of(
        Code.FAILED_PRECONDITION, ErrorReason.REPLY_NOT_PINNED, "a reply cannot be pinned");
  }
}
