package tintype.platform.sql;

/** The request id came before with another content. */
public final class RequestIdReusedException extends RuntimeException {
  public RequestIdReusedException(String requestId) {
    super("request_id: " + requestId + " (expected: one that was not used for another request)");
  }
}
