package tintype.platform.log;

/**
 * What is logged and how. Keys: {@code log-...}.
 *
 * @param format of each line
 * @param levels which lines, as {@code LOGGER=LEVEL}, comma-separated: {@code
 *     tintype=DEBUG,io.grpc=INFO}; {@code root} is the logger above all
 */
public record LogConfig(LogFormat format, String levels) {
  public static LogConfig defaults() {
    return new LogConfig(LogFormat.PLAIN, "");
  }
}
