package tintype.edge;

import com.google.rpc.BadRequest.FieldViolation;
import io.grpc.Status.Code;
import java.util.Map;
import java.util.Set;
import tintype.rpc.v1.ErrorReason;

/**
 * Why the gateway itself refuses a request. Thrown for control flow at the edge of the process, so
 * it carries no stack trace.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorReason reason;
  private final Code code;
  private final transient Map<String, String> metadata;
  private final transient FieldViolation violation;
  private final transient Set<String> allowed;

  private Refusal(
      ErrorReason reason,
      Code code,
      String message,
      Map<String, String> metadata,
      FieldViolation violation,
      Set<String> allowed) {
    super(message, null, false, false);
    this.reason = reason;
    this.code = code;
    this.metadata = metadata;
    this.violation = violation;
    this.allowed = allowed;
  }

  private static Refusal of(
      ErrorReason reason, Code code, String message, Map<String, String> metadata) {
    return new Refusal(reason, code, message, metadata, null, Set.of());
  }

  static Refusal routeNotFound() {
    return of(ErrorReason.ROUTE_NOT_FOUND, Code.NOT_FOUND, "no route has this path", Map.of());
  }

  static Refusal methodNotAllowed(Set<String> allowed) {
    return new Refusal(
        ErrorReason.METHOD_NOT_ALLOWED,
        Code.UNIMPLEMENTED,
        "this path takes " + String.join(", ", allowed),
        Map.of(),
        null,
        allowed);
  }

  static Refusal malformedRequest(String message) {
    return of(ErrorReason.MALFORMED_REQUEST, Code.INVALID_ARGUMENT, message, Map.of());
  }

  static Refusal malformedJson(String message, String at) {
    return of(
        ErrorReason.MALFORMED_JSON, Code.INVALID_ARGUMENT, message + " at " + at, Map.of("at", at));
  }

  static Refusal invalidField(String field, String message) {
    return new Refusal(
        ErrorReason.INVALID_FIELD,
        Code.INVALID_ARGUMENT,
        field + ": " + message,
        Map.of(),
        FieldViolation.newBuilder().setField(field).setDescription(message).build(),
        Set.of());
  }

  static Refusal bodyTooLarge(long limit) {
    return of(
        ErrorReason.BODY_TOO_LARGE,
        Code.RESOURCE_EXHAUSTED,
        "the body has more than " + limit + " bytes",
        Map.of("limit", Long.toString(limit)));
  }

  static Refusal contentTypeNotTaken(String accepted) {
    return of(
        ErrorReason.CONTENT_TYPE_NOT_TAKEN,
        Code.INVALID_ARGUMENT,
        "the body must be " + accepted,
        Map.of("accepted", accepted));
  }

  static Refusal uriTooLong(int limit) {
    return of(
        ErrorReason.URI_TOO_LONG,
        Code.INVALID_ARGUMENT,
        "the request target has more than " + limit + " bytes",
        Map.of("limit", Integer.toString(limit)));
  }

  static Refusal headersTooLarge(int limit) {
    return of(
        ErrorReason.HEADERS_TOO_LARGE,
        Code.INVALID_ARGUMENT,
        "the headers have more than " + limit + " bytes",
        Map.of("limit", Integer.toString(limit)));
  }

  /** The client sent the rest of its request too slowly; nothing was done. */
  static Refusal tooSlow() {
    return of(
        ErrorReason.DEADLINE_PASSED,
        Code.DEADLINE_EXCEEDED,
        "the request took too long to arrive",
        Map.of());
  }

  /** The HTTP status where neither the reason nor the code says whose fault it was, else 0. */
  int httpStatus() {
    return reason == ErrorReason.DEADLINE_PASSED ? 408 : 0;
  }

  /** The gateway has as many connections as it takes, or is stopping. */
  static Refusal busy() {
    return of(ErrorReason.TRY_AGAIN, Code.UNAVAILABLE, "the server is busy: try again", Map.of());
  }

  /** A fault of the gateway; the request's id finds it in the log. */
  static Refusal internal() {
    return of(ErrorReason.INTERNAL_ERROR, Code.INTERNAL, "internal error", Map.of());
  }

  /**
   * Whether nothing more is read from the connection: after what two readers may understand in two
   * ways, all that follows is doubtful too.
   */
  boolean endsConnection() {
    return switch (reason) {
      case MALFORMED_REQUEST, HEADERS_TOO_LARGE, URI_TOO_LONG, DEADLINE_PASSED -> true;
      default -> false;
    };
  }

  ErrorReason reason() {
    return reason;
  }

  Code code() {
    return code;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** The field that is wrong, or null. */
  FieldViolation violation() {
    return violation;
  }

  /** The methods that the path takes; empty unless that is the reason. */
  Set<String> allowed() {
    return allowed;
  }
}
