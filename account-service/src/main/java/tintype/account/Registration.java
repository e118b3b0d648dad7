package tintype.account;

import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import tintype.account.v1.RegisterRequest;
import tintype.platform.sql.RequestIds;

/**
 * The request that makes an account.
 *
 * @param fingerprint of everything but the request id and the password, which is compared with the
 *     account's slow hash and must not lie about in a fast one
 */
record Registration(String requestId, byte[] fingerprint, long createMicros) {
  /** Empty for a request without an id. */
  static Optional<Registration> of(RegisterRequest request, long createMicros) {
    if (request.getRequestId().isEmpty()) {
      return Optional.empty();
    }
    byte[] fingerprint =
        RequestIds.fingerprint(request.toBuilder().clearPassword().clearRequestId().build());
    return Optional.of(new Registration(folded(request), fingerprint, createMicros));
  }

  /** A UUID is the same in any case of letters. */
  private static String folded(RegisterRequest request) {
    return request.getRequestId().toLowerCase(Locale.ROOT);
  }

  boolean sameRequestId(Registration other) {
    return requestId.equals(other.requestId);
  }

  boolean sameContent(Registration other) {
    return MessageDigest.isEqual(fingerprint, other.fingerprint);
  }
}
