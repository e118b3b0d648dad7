package tintype.media;

import java.util.Locale;
import java.util.Optional;

/** What an Accept header (RFC 9110, 12.5.1) says of the two types that there are. */
final class AcceptedTypes {
  private AcceptedTypes() {}

  /**
   * Whether WebP is wanted: named, and weighed no less than JPEG is. A client that takes anything
   * has not said that it can show WebP, and gets what all can show.
   */
  static boolean prefersWebp(Optional<String> accept) {
    double webp = accept.map(header -> weight(header, "image/webp")).orElse(-1d);
    return webp > 0 && webp >= weight(accept.get(), "image/jpeg");
  }

  /** The weight of a type that the header names; -1 where it does not. */
  private static double weight(String accept, String type) {
    for (String range : accept.split(",", -1)) {
      String[] parts = range.toLowerCase(Locale.ROOT).split(";", -1);
      if (parts[0].strip().equals(type)) {
        return weight(parts);
      }
    }
    return -1;
  }

  private static double weight(String[] parts) {
    for (String part : parts) {
      String parameter = part.strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0; // Who weighs it by nonsense is not known to want it.
        }
      }
    }
    return 1;
  }
}
