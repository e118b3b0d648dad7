package tintype.platform.server;

import java.security.PublicKey;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TokenSigner;
import tintype.platform.auth.TokenVerifier;

/**
 * Whose signatures the services of one installation believe: each other's, and the local tools'.
 */
public final class Trust {
  private static final Set<String> SIGNERS =
      Set.of("account", "graph", "media", "feed", "edge", AuthInterceptor.TOOLS);

  private final Credentials credentials;
  private final Clock clock;

  public Trust(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  public TokenSigner signer(String service) {
    return new TokenSigner(service, credentials.keyPair(service).getPrivate(), clock);
  }

  public TokenVerifier verifier(String audience) {
    Map<String, PublicKey> keys =
        SIGNERS.stream()
            .collect(Collectors.toMap(name -> name, name -> credentials.keyPair(name).getPublic()));
    return new TokenVerifier(audience, keys, clock);
  }

  /** The services that a token of the local tools is for. */
  public static Set<String> signers() {
    return SIGNERS;
  }
}
