package tintype.account;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tintype.platform.rpc.ApiException;

/** Dates of birth. Today is today in UTC. */
final class Birthday {
  private static final int MAX_AGE = 150;

  private Birthday() {}

  /**
   * Reads {@code YYYY-MM-DD}; an empty text tells nothing. Fails with INVALID_FIELD for a date that
   * is not in the calendar, or of somebody younger than the minimum, not yet born, or dead for
   * long.
   */
  static Optional<LocalDate> parse(String field, String text, int minimumAge, Clock clock) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    LocalDate birthday = date(field, text);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (birthday.isAfter(today.minusYears(minimumAge))) {
      throw ApiException.invalidField(
          field, "too late (expected: at least " + minimumAge + " years ago)");
    }
    if (birthday.isBefore(today.minusYears(MAX_AGE))) {
      throw ApiException.invalidField(
          field, "too early (expected: at most " + MAX_AGE + " years ago)");
    }
    return Optional.of(birthday);
  }

  private static LocalDate date(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw ApiException.invalidField(field, "no date (expected: one of the calendar, YYYY-MM-DD)");
    }
  }
}
