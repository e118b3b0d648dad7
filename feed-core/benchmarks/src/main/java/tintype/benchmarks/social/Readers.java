package tintype.benchmarks.social;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TokenSigner;
import tintype.platform.server.Trust;

/**
 * Loaded accounts with access tokens. Nobody can log in as one of them, so the tokens are signed
 * here, with the key of the system that this command has started.
 */
final class Readers {
  private static final Duration LIFETIME = Duration.ofHours(1);

  /**
   * @param token of an account, as a session's
   */
  record Reader(long account, String token) {}

  private final List<Reader> readers;
  private final AtomicLong next = new AtomicLong();

  private Readers(List<Reader> readers) {
    this.readers = readers;
  }

  static Readers of(Path dataFolder, List<Long> accounts) {
    Clock clock = Clock.systemUTC();
    Credentials credentials = new Credentials(dataFolder.resolve("credentials"));
    TokenSigner signer = new Trust(credentials, clock).signer("account");
    return new Readers(
        accounts.stream()
            .map(id -> new Reader(id, signer.accessToken(id, id, clock.instant().plus(LIFETIME))))
            .toList());
  }

  int count() {
    return readers.size();
  }

  /** One after the other, and again from the first. */
  Reader next() {
    return readers.get((int) (next.getAndIncrement() % readers.size()));
  }
}
