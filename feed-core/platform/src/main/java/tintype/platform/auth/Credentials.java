package tintype.platform.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of secrets: an Ed25519 key pair for each service and shared secrets, made at first
 * use, readable by the owner alone.
 */
public final class Credentials {
  /** Bouncy Castle's Ed25519 verifies about eight times faster than the JDK's. */
  static final Provider PROVIDER = new BouncyCastleProvider();

  private static final Logger log = LoggerFactory.getLogger(Credentials.class);

  private final Path folder;

  public Credentials(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key pair of a service, or of the tools on this machine. */
  public synchronized KeyPair keyPair(String service) {
    try {
      Path file = keyFile(service);
      if (!Files.exists(file)) {
        KeyPair made = KeyPairGenerator.getInstance("Ed25519", PROVIDER).generateKeyPair();
        makeSecret(
            file,
            encode(made.getPrivate().getEncoded()) + "\n" + encode(made.getPublic().getEncoded()));
      }
      String[] lines = Files.readString(file).split("\n");
      KeyFactory factory = KeyFactory.getInstance("Ed25519", PROVIDER);
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(lines[1]))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines[0]))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key of " + service + " in " + folder + " is damaged", e);
    }
  }

  /** The same where there is one already. */
  public synchronized Optional<KeyPair> existing(String service) {
    return Files.exists(keyFile(service)) ? Optional.of(keyPair(service)) : Optional.empty();
  }

  /** 32 random bytes that all processes on this folder share, such as the key of page tokens. */
  public synchronized byte[] secret(String name) {
    try {
      Path file = folder.resolve(name + ".secret");
      if (!Files.exists(file)) {
        byte[] made = new byte[32];
        new SecureRandom().nextBytes(made);
        makeSecret(file, encode(made));
      }
      return Base64.getDecoder().decode(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a file of this folder at once, readable by the owner alone. */
  public synchronized void write(String fileName, String content) {
    try {
      replace(folder.resolve(fileName), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Of processes that start together one makes the file and all read that one's: a link, unlike a
   * move, is not made where there is a file already.
   */
  private static void makeSecret(Path file, String content) throws IOException {
    Path made = writeAside(file, content);
    try {
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException e) {
      log.atDebug().addKeyValue("file", file).log("another process made it first");
    } finally {
      Files.delete(made);
    }
  }

  private static void replace(Path file, String content) throws IOException {
    Files.move(
        writeAside(file, content),
        file,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** A new file of a name of its own, readable by the owner alone, and on the disk. */
  private static Path writeAside(Path file, String content) throws IOException {
    Path aside =
        Files.createTempFile(
            file.getParent(),
            file.getFileName().toString(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(aside, content, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
    return aside;
  }

  /** The folder. */
  @Override
  public String toString() {
    return folder.toString();
  }

  private Path keyFile(String service) {
    return folder.resolve(service + ".key");
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
