package tintype.account;

import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tintype.account.v1.ErrorReason;
import tintype.platform.rpc.ApiException;

/**
 * What account-service says when it refuses, each in one place so that it is always the same words.
 */
final class Refusals {
  private Refusals() {}

  static ApiException accountNotFound() {
    return ApiException.notFound(ErrorReason.ACCOUNT_NOT_FOUND, "no such account");
  }

  static ApiException usernameTaken(String username) {
    return ApiException.of(
            Code.ALREADY_EXISTS, ErrorReason.USERNAME_TAKEN, "this username is not free")
        .with("username", username);
  }

  static ApiException credentialsWrong() {
    return ApiException.of(
        Code.UNAUTHENTICATED, ErrorReason.CREDENTIALS_WRONG, "login or password is wrong");
  }

  static ApiException tooManyAttempts(Duration delay) {
    return ApiException.of(
            Code.RESOURCE_EXHAUSTED,
            ErrorReason.TOO_MANY_ATTEMPTS,
            "too many wrong passwords of late: wait before the next try")
        .retryAfter(delay);
  }

  static ApiException tooManyChecks(Duration delay) {
    return ApiException.of(
            Code.RESOURCE_EXHAUSTED,
            ErrorReason.TOO_MANY_CHECKS,
            "too many questions about usernames of late: wait before the next one")
        .retryAfter(delay);
  }

  static ApiException tooManyUsernames(Duration delay) {
    return ApiException.of(
            Code.RESOURCE_EXHAUSTED,
            ErrorReason.TOO_MANY_USERNAMES,
            "too many former usernames are kept for you: wait, or take one of them back")
        .retryAfter(delay);
  }

  static ApiException accountSuspended(Optional<Instant> end) {
    ApiException refusal =
        ApiException.of(
            Code.PERMISSION_DENIED, ErrorReason.ACCOUNT_SUSPENDED, "this account is suspended");
    return end.map(time -> refusal.with("end_time", time.toString())).orElse(refusal);
  }

  static ApiException cannotActOnSelf() {
    return ApiException.invalidArgument(
        ErrorReason.CANNOT_ACT_ON_SELF, "nobody does this to their own account");
  }

  static ApiException adminNeeded() {
    return ApiException.of(
        Code.PERMISSION_DENIED,
        ErrorReason.ADMIN_NEEDED,
        "only an admin may do this to an account of staff");
  }

  static ApiException lastAdmin() {
    return ApiException.of(
        Code.FAILED_PRECONDITION,
        ErrorReason.LAST_ADMIN,
        "no other admin would be left: make another account an admin first");
  }

  static ApiException sessionNotFound() {
    return ApiException.notFound(ErrorReason.SESSION_NOT_FOUND, "you have no such session");
  }

  static ApiException refreshTokenInvalid() {
    return ApiException.of(
        Code.UNAUTHENTICATED,
        ErrorReason.REFRESH_TOKEN_INVALID,
        "the refresh token is not valid: log in again");
  }

  static ApiException refreshTokenReused() {
    return ApiException.of(
        Code.UNAUTHENTICATED,
        ErrorReason.REFRESH_TOKEN_REUSED,
        "the refresh token was used before, so its session has ended: log in again");
  }
}
