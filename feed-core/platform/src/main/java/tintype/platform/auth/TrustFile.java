package tintype.platform.auth;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import tintype.platform.config.ConfigException;

/**
 * Whose signatures are believed: a line {@code NAME=KEY} for each process, the key an Ed25519
 * public key in X.509's encoding and Base64. It holds nothing secret, and is the same everywhere.
 */
public final class TrustFile {
  private final Path file;
  private final Map<String, PublicKey> keys;

  private TrustFile(Path file, Map<String, PublicKey> keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * Reads it.
   *
   * @throws ConfigException in one sentence, where it is not there or a line has no key
   */
  public static TrustFile read(Path file) {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (IOException e) {
      throw new ConfigException("trust-file: cannot read " + file + " (expected: lines NAME=KEY)");
    }
    Map<String, PublicKey> keys = new TreeMap<>();
    lines.forEach((name, key) -> keys.put((String) name, key(file, (String) name, (String) key)));
    return new TrustFile(file, keys);
  }

  /** The line of a process. */
  public static String line(String name, PublicKey key) {
    return name + "=" + Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** By the names of those who sign. */
  public Map<String, PublicKey> keys() {
    return Map.copyOf(keys);
  }

  /**
   * The key pair of a process, as it is in its folder and believed by the others.
   *
   * @throws ConfigException in one sentence, where the folder has none or the file not the same
   */
  public KeyPair own(String name, Credentials credentials) {
    Optional<KeyPair> own = credentials.existing(name);
    if (own.isEmpty()) {
      throw new ConfigException(
          ("trust-file: %s has no key of %s (expected: one made by bin/keys %s with this process'"
                  + " data-dir, whose line is in %s)")
              .formatted(credentials, name, name, file));
    }
    PublicKey believed = keys.get(name);
    if (!own.get().getPublic().equals(believed)) {
      throw new ConfigException(
          "trust-file: %s has %s of %s (expected: %s)"
              .formatted(
                  file,
                  believed == null ? "no key" : "another key",
                  name,
                  line(name, own.get().getPublic())));
    }
    return own.get();
  }

  private static PublicKey key(Path file, String name, String text) {
    try {
      return KeyFactory.getInstance("Ed25519", Credentials.PROVIDER)
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text.strip())));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new ConfigException(
          "trust-file: " + name + " in " + file + " is no Ed25519 public key in Base64");
    }
  }
}
