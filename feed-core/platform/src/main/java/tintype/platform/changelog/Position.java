package tintype.platform.changelog;

import java.util.Objects;

/**
 * A place between two transactions of a stream. The token is for keeping and sending, not for
 * reading: only the {@link ChangeLog} that made it can compare it.
 */
public record Position(String token) {
  public Position {
    Objects.requireNonNull(token, "token");
  }

  @Override
  public String toString() {
    return token;
  }
}
