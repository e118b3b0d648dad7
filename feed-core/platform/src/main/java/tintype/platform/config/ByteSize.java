package tintype.platform.config;

import java.util.Locale;
import java.util.regex.Matcher;

/** An amount of bytes; {@code 64MiB} in settings. */
public record ByteSize(long bytes) {
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: 0 or more)");
    }
  }

  public static ByteSize ofMiB(long amount) {
    return new ByteSize(amount << 20);
  }

  static ByteSize parse(String text) {
    Matcher matcher = ConfigValues.quantity(text);
    long amount = Long.parseLong(matcher.group(1));
    return new ByteSize(
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "", "b" -> amount;
          case "kib" -> Math.multiplyExact(amount, 1L << 10);
          case "mib" -> Math.multiplyExact(amount, 1L << 20);
          case "gib" -> Math.multiplyExact(amount, 1L << 30);
          default -> throw new IllegalArgumentException(text);
        });
  }
}
