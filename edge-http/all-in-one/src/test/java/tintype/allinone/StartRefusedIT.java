package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetMeRequest;

/**
 * What stands in the way of a start is told in one sentence, with exit code 1, and nothing is
 * harmed.
 */
class StartRefusedIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @TempDir Path folder;

  @Test
  void aPortInUse() throws IOException {
    Path data = folder.resolve("data");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThat(refusal(data, "--media-port=" + port))
          .isEqualTo(
              "Port "
                  + port
                  + " is in use: stop what listens there, or choose another with"
                  + " --media-port=N (0 for any free one).");
      assertThat(refusal(data, "--database-port=" + port)).contains("Port " + port + " is in use");
    }
    assertThat(data.resolve("mariadb")).doesNotExist();
  }

  @Test
  void aPortThatIsNone() {
    assertThat(refusal(folder.resolve("data"), "--http-port=65536"))
        .contains("port: 65536 (expected: 0..65535)");
    assertThat(refusal(folder.resolve("data"), "--feed-port=-1"))
        .isEqualTo("feed-port: -1 (expected: 0..65535)");
    assertThat(refusal(folder.resolve("data"), "--feed-port=seven"))
        .isEqualTo("feed-port: seven (expected: a whole number)");
  }

  @Test
  void aPortThatIsGivenTwice() {
    assertThat(refusal(folder.resolve("data"), "--feed-port=17999", "--graph-port=17999"))
        .isEqualTo("Port 17999 is given to both graph-port and feed-port: choose two.");
  }

  @Test
  void aFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");

    assertThat(refusal(file.resolve("data")))
        .startsWith("Cannot use " + file)
        .endsWith("or choose another folder with --data-dir=DIR.");
    assertThat(refusal(Path.of("/proc/tintype"))).startsWith("Cannot use /proc/tintype ");
    assertThat(Files.readString(file)).isEqualTo("content");
  }

  @Test
  void aFolderWithoutPermission() throws IOException {
    assumeThat(System.getProperty("user.name"))
        .as("root may write everywhere")
        .isNotEqualTo("root");
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThat(refusal(data))
        .startsWith("Cannot use " + data)
        .contains("AccessDeniedException", "give permission");
  }

  @Test
  void aFolderOfAnotherVersion() throws IOException {
    Files.writeString(folder.resolve("version"), "2\n");
    Files.writeString(folder.resolve("lock"), "");
    Files.createDirectories(folder.resolve("mariadb"));
    Files.writeString(folder.resolve("mariadb").resolve("precious"), "row");
    Map<String, String> before = filesOf(folder);

    assertThat(refusal(folder))
        .startsWith(folder + " is of data version 2, and this Tintype reads version 1: ");
    assertThat(filesOf(folder)).isEqualTo(before);
  }

  @Test
  void aFolderOfSomethingElse() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "Chapter 1");
    Map<String, String> before = filesOf(folder);

    assertThat(refusal(folder)).startsWith(folder + " holds files that are not Tintype's: ");
    assertThat(filesOf(folder)).isEqualTo(before);
  }

  @Test
  void aFolderThatAnotherOneRunsOn() {
    Person ana = Person.register(SYSTEM.http());

    try (ChildSystem second = ChildSystem.launch(SYSTEM.folder())) {
      int exit = second.awaitExit();

      assertThat(exit).as(second.output()).isEqualTo(1);
      assertThat(second.lines())
          .containsExactly(
              "Another Tintype runs on "
                  + SYSTEM.folder()
                  + ": stop it, or choose another folder with --data-dir=DIR.");
    }
    assertThat(ana.call(AccountServiceGrpc.getGetMeMethod(), GetMeRequest.getDefaultInstance()))
        .isNotNull();
    assertThat(DataFolder.readPorts(SYSTEM.folder()))
        .containsEntry("http-port", SYSTEM.port("http-port"));
  }

  /** The one line that the start complains with; in this JVM, for speed. */
  private static String refusal(Path data, String... arguments) {
    List<String> all = new java.util.ArrayList<>(SmallSettings.arguments());
    all.add("--data-dir=" + data);
    all.addAll(List.of(arguments));
    var out = new java.io.ByteArrayOutputStream();
    var err = new java.io.ByteArrayOutputStream();
    int exit =
        new CommandLine(new java.io.PrintStream(out), new java.io.PrintStream(err))
            .run(all, Map.of());
    assertThat(exit).isEqualTo(1);
    assertThat(err.toString().strip()).hasLineCount(1);
    return err.toString().strip();
  }

  private static Map<String, String> filesOf(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }
}
