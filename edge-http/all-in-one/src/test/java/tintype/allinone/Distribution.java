package tintype.allinone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scripts and samples as {@code mvn package} lays them out, over the classes of this JVM: its
 * {@code lib} has one jar, which refers to them.
 */
final class Distribution {
  private static final Path SOURCE = Path.of("src", "distribution");

  private final Path home;

  private Distribution(Path home) {
    this.home = home;
  }

  static Distribution make(Path home) {
    try {
      for (String part : List.of("bin", "conf", "lib")) {
        Files.createDirectories(home.resolve(part));
      }
      for (String part : List.of("bin", "conf")) {
        copy(SOURCE.resolve(part), home.resolve(part));
      }
      writeClassPath(home.resolve("lib").resolve("classes.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Distribution(home);
  }

  /** A script's process, which writes into a log. */
  Process launch(String script, Path log, Map<String, String> settings, Map<String, String> env) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(script).toString());
    settings.forEach((key, value) -> command.add("--" + key + "=" + value));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Lives for seconds: compiling thoroughly does not pay.
    builder
        .environment()
        .put("JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto");
    builder.environment().putAll(env);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    String flags =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith("-Xmx") && !flag.startsWith("-javaagent"))
            .collect(Collectors.joining(" "));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(file.getFileName());
        Files.writeString(copy, Files.readString(file).replace("@{jvm.flags}", flags));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static void writeClassPath(Path jar) throws IOException {
    String places =
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .map(place -> Path.of(place).toUri().toString())
            .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Name.CLASS_PATH, places);
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }
}
