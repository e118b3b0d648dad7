package tintype.media;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadRequest.Scope;
import tintype.platform.rpc.IdText.Owned;

/**
 * The urls of renditions, signed by HMAC-SHA256 (RFC 2104), of which 128 bits are kept. A url is
 * the same for all whom it is answered to within half a lifetime, so that caches meet it again: it
 * ends with the half lifetime after that one.
 */
final class SignedUrls {
  private static final int SIGNATURE_BYTES = 16;

  private final List<SecretKeySpec> keys;
  private final Duration publicLifetime;
  private final Duration privateLifetime;
  private final Duration staffLifetime;
  private final Clock clock;

  /**
   * @param keys the first signs, all are accepted
   * @param publicLifetime the longest of a url for everybody; at least half of it is left
   * @param privateLifetime the same of any other
   * @param staffLifetime the same of one for staff
   */
  SignedUrls(
      List<byte[]> keys,
      Duration publicLifetime,
      Duration privateLifetime,
      Duration staffLifetime,
      Clock clock) {
    this.keys = keys.stream().map(key -> new SecretKeySpec(key, "HmacSHA256")).toList();
    this.publicLifetime = publicLifetime;
    this.privateLifetime = privateLifetime;
    this.staffLifetime = staffLifetime;
    this.clock = clock;
  }

  /** The url that asks anew each time who may see it. */
  static String unsigned(Owned media, String rendition) {
    return "/v1/media/" + media + "/renditions/" + rendition;
  }

  String signed(Owned media, String rendition, Scope scope) {
    String unsigned = unsigned(media, rendition);
    long expires = expires(scope);
    String signature = signature(keys.getFirst(), unsigned, expires, scope);
    return unsigned + "?expires=" + expires + "&scope=" + scope + "&signature=" + signature;
  }

  /** For whom the request's url was signed; empty where it is not, not by us, or no more. */
  Optional<Scope> verify(Owned media, DownloadRequest request) {
    Scope scope = request.getScope();
    long expires = request.getExpires();
    if (expires <= clock.instant().getEpochSecond() || scope == Scope.UNRECOGNIZED) {
      return Optional.empty();
    }
    String unsigned = unsigned(media, request.getRendition());
    byte[] sent = request.getSignature().getBytes(StandardCharsets.UTF_8);
    return keys.stream()
            .map(key -> signature(key, unsigned, expires, scope))
            .anyMatch(ours -> MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), sent))
        ? Optional.of(scope)
        : Optional.empty();
  }

  /** How much longer a url is good, in seconds. */
  long secondsLeft(DownloadRequest request) {
    return Math.max(0, request.getExpires() - clock.instant().getEpochSecond());
  }

  private long expires(Scope scope) {
    long half = lifetime(scope).toSeconds() / 2;
    return (clock.instant().getEpochSecond() / half + 2) * half;
  }

  private Duration lifetime(Scope scope) {
    return switch (scope) {
      case EVERYBODY -> publicLifetime;
      case STAFF -> staffLifetime;
      case SCOPE_UNSPECIFIED, BEARER, OWNER, UNRECOGNIZED -> privateLifetime;
    };
  }

  private static String signature(SecretKeySpec key, String unsigned, long expires, Scope scope) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      String signed = unsigned + "?expires=" + expires + "&scope=" + scope;
      byte[] whole = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(whole, SIGNATURE_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
