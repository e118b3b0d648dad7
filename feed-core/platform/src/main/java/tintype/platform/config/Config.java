package tintype.platform.config;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Settings: from a properties file, then the environment ({@code TINTYPE_HTTP_PORT}), then the
 * command line ({@code --http-port=8080}), the later over the earlier. Each concern reads its own
 * into a record whose components name the keys; a key that no record knows stops start-up.
 */
public final class Config {
  private static final String ENVIRONMENT_PREFIX = "TINTYPE_";

  private final Map<String, String> values;
  private final Map<String, String> known = new ConcurrentSkipListMap<>();
  private final Map<String, RecordComponent> asked = new ConcurrentSkipListMap<>();

  private Config(Map<String, String> values) {
    this.values = values;
  }

  public static Config of(Map<String, String> values) {
    return new Config(new TreeMap<>(values));
  }

  /**
   * Reads all three sources. {@code --config=FILE} names the properties file.
   *
   * @throws ConfigException where an argument is none, or the file cannot be read
   */
  public static Config load(List<String> arguments, Map<String, String> environment) {
    Map<String, String> flags = new HashMap<>();
    for (String argument : arguments) {
      flags.put(keyOf(argument), valueOf(argument));
    }
    Map<String, String> values = new TreeMap<>();
    String file = flags.remove("config");
    if (file != null) {
      values.putAll(read(Path.of(file)));
    }
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            String key = name.substring(ENVIRONMENT_PREFIX.length());
            values.put(key.toLowerCase(Locale.ROOT).replace('_', '-'), value);
          }
        });
    values.putAll(flags);
    return new Config(values);
  }

  /** These values over mine. */
  public Config with(Map<String, String> more) {
    Map<String, String> merged = new TreeMap<>(values);
    merged.putAll(more);
    Config config = new Config(merged);
    config.known.putAll(known);
    config.asked.putAll(asked);
    return config;
  }

  /**
   * A record with what is set and, for the rest, the values of {@code defaults}. The key of a
   * component is its name in kebab case, after the prefix and a dash where there is a prefix.
   *
   * @throws ConfigException naming the key, its value and what was expected
   */
  public <R extends Record> R bind(String prefix, R defaults) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = (prefix.isEmpty() ? "" : prefix + "-") + kebab(components[i].getName());
      known.putIfAbsent(key, ConfigValues.text(get(components[i], defaults)));
      asked.putIfAbsent(key, components[i]);
      types[i] = components[i].getType();
      String text = values.get(key);
      arguments[i] =
          text == null
              ? get(components[i], defaults)
              : ConfigValues.parse(key, text.strip(), types[i]);
    }
    return construct(defaults, types, arguments);
  }

  /** The keys that records have asked for so far, each with its default as it would be written. */
  public Map<String, String> known() {
    return Map.copyOf(known);
  }

  /** The components that records have read their settings into so far, by key. */
  public Map<String, RecordComponent> components() {
    return Map.copyOf(asked);
  }

  /** Stops on a key that no record of this process has asked for. */
  public void refuseUnknown() {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known.keySet());
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          "unknown setting: "
              + String.join(", ", unknown)
              + " (known: "
              + String.join(", ", known.keySet())
              + ")");
    }
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R construct(R defaults, Class<?>[] types, Object[] arguments) {
    try {
      var constructor = defaults.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (R) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new ConfigException(String.valueOf(e.getTargetException().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new ConfigException("config: cannot read " + file + " (expected: a properties file)");
    } catch (UncheckedIOException e) {
      throw new ConfigException("config: " + file + " is no text");
    }
    Map<String, String> values = new HashMap<>();
    properties.forEach((key, value) -> values.put((String) key, (String) value));
    return values;
  }

  private static String keyOf(String argument) {
    if (!argument.startsWith("--") || argument.length() < 3) {
      throw new ConfigException(argument + ": no setting (expected: --key=value)");
    }
    int equals = argument.indexOf('=');
    return argument.substring(2, equals < 0 ? argument.length() : equals);
  }

  private static String valueOf(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? "true" : argument.substring(equals + 1);
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
