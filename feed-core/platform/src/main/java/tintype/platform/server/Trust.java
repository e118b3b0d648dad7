package tintype.platform.server;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TokenSigner;
import tintype.platform.auth.TokenVerifier;
import tintype.platform.auth.TrustFile;

/**
 * Whose signatures the services of one installation believe: each other's, and the local tools'.
 * Either the keys of all are in one folder, or each has its own and a trust file names the others'.
 */
public final class Trust {
  private static final Set<String> SIGNERS =
      Set.of("account", "graph", "media", "feed", "edge", AuthInterceptor.TOOLS);

  private final Credentials credentials;
  private final Optional<TrustFile> file;
  private final Clock clock;

  /** All keys are in one folder, and made there at first use. */
  public Trust(Credentials credentials, Clock clock) {
    this(credentials, Optional.empty(), clock);
  }

  /** With a file, nobody else is believed, and no key is made. */
  public Trust(Credentials credentials, Optional<TrustFile> file, Clock clock) {
    this.credentials = credentials;
    this.file = file;
    this.clock = clock;
  }

  /** Fails with a ConfigException where the others would not believe what it signs. */
  public TokenSigner signer(String service) {
    KeyPair own =
        file.map(trusted -> trusted.own(service, credentials))
            .orElseGet(() -> credentials.keyPair(service));
    return new TokenSigner(service, own.getPrivate(), clock);
  }

  public TokenVerifier verifier(String audience) {
    return new TokenVerifier(
        audience, file.map(TrustFile::keys).orElseGet(this::keysOfFolder), clock);
  }

  /** The services that a token of the local tools is for. */
  public static Set<String> signers() {
    return SIGNERS;
  }

  private Map<String, PublicKey> keysOfFolder() {
    return SIGNERS.stream()
        .collect(Collectors.toMap(name -> name, name -> credentials.keyPair(name).getPublic()));
  }
}
