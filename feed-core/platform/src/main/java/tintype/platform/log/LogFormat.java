package tintype.platform.log;

import java.util.Locale;

/** How a line of the log is written. */
public enum LogFormat {
  /** For a person at a terminal. */
  PLAIN,
  /** An object a line, for what collects logs. */
  JSON;

  /** As it is set. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
