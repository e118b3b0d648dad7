package tintype.platform.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one value as its type, or says what was expected. */
final class ConfigValues {
  private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,15})\\s*([A-Za-z]*)");

  private ConfigValues() {}

  static Object parse(String key, String text, Class<?> type) {
    try {
      if (type == String.class) {
        return text;
      } else if (type == int.class) {
        return Integer.parseInt(text);
      } else if (type == long.class) {
        return Long.parseLong(text);
      } else if (type == double.class) {
        return Double.parseDouble(text);
      } else if (type == boolean.class) {
        return bool(text);
      } else if (type == Path.class) {
        return Path.of(text);
      } else if (type == Duration.class) {
        return duration(text);
      } else if (type == ByteSize.class) {
        return ByteSize.parse(text);
      } else if (type.isEnum()) {
        return constant(text, type);
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ConfigException(key + ": " + text + " (expected: " + expected(type) + ")");
    }
    throw new IllegalStateException(key + ": no reader for " + type);
  }

  /** A value as {@link #parse} reads it back, in the largest unit that leaves a whole number. */
  static String text(Object value) {
    return switch (value) {
      case Duration duration -> text(duration);
      case ByteSize size -> text(size);
      default -> value.toString();
    };
  }

  private static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0 || millis % 1_000 != 0) {
      return millis + "ms";
    } else if (millis % 60_000 != 0) {
      return millis / 1_000 + "s";
    } else if (millis % 3_600_000 != 0) {
      return millis / 60_000 + "m";
    } else if (millis % 86_400_000 != 0) {
      return millis / 3_600_000 + "h";
    }
    return millis / 86_400_000 + "d";
  }

  private static String text(ByteSize size) {
    long bytes = size.bytes();
    if (bytes == 0 || bytes % (1 << 10) != 0) {
      return Long.toString(bytes);
    } else if (bytes % (1 << 20) != 0) {
      return (bytes >> 10) + "KiB";
    } else if (bytes % (1 << 30) != 0) {
      return (bytes >> 20) + "MiB";
    }
    return (bytes >> 30) + "GiB";
  }

  static Matcher quantity(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return matcher;
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Duration duration(String text) {
    Matcher matcher = quantity(text);
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** By what the constant says of itself, such as {@code plain}. */
  private static Object constant(String text, Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(text))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.joining(" or "));
    }
    return switch (type.getSimpleName()) {
      case "int", "long" -> "a whole number";
      case "double" -> "a number, such as 0.01";
      case "boolean" -> "true or false";
      case "Duration" -> "a number with ms, s, m, h or d, such as 250ms";
      case "ByteSize" -> "a number with KiB, MiB or GiB, such as 64MiB";
      default -> "another value";
    };
  }
}
