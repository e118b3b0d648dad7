package tintype.platform.auth;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the authorization headers seen last say, so that a client that calls again costs no digest.
 * A header has one place by its hash, and the next one of that place takes it. What is found was
 * verified once: whether it has expired, or been revoked, is still to be asked.
 *
 * <p>Somebody who guesses learns nothing from how long a look takes: only a guess with the hash of
 * a header that is here is compared at all, and a signature is longer than what one comparison of
 * words tells.
 */
final class RecentHeaders {
  /** Of a few hundred bytes each. */
  static final int MAX = 1 << 10;

  private record Entry(String header, TokenVerifier.Verified verified) {
    /** Whoever prints it prints no token. */
    @Override
    public String toString() {
      return "Entry[header of " + header.length() + " characters]";
    }
  }

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(MAX);

  TokenVerifier.@Nullable Verified get(String header) {
    Entry entry = entries.get(place(header));
    boolean same =
        entry != null
            && entry.header().hashCode() == header.hashCode()
            && entry.header().equals(header);
    return same ? entry.verified() : null;
  }

  void put(String header, TokenVerifier.Verified verified) {
    entries.set(place(header), new Entry(header, verified));
  }

  private static int place(String header) {
    int hash = header.hashCode();
    return (hash ^ hash >>> 16) & (MAX - 1);
  }
}
