package tintype.platform.config;

/** A setting that cannot stand; the message is one sentence for the person who set it. */
public final class ConfigException extends RuntimeException {
  public ConfigException(String message) {
    super(message);
  }
}
