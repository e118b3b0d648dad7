package tintype.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  private static final int STARTERS = 8;

  @TempDir Path folder;

  /** Processes share no lock, and neither do two of these. */
  @Test
  void processesThatStartTogetherShareOneSecret() throws Exception {
    for (int round = 0; round < 20; round++) {
      String name = "round-" + round;
      CyclicBarrier together = new CyclicBarrier(STARTERS);
      Set<String> seen = new HashSet<>();
      try (ExecutorService starters = Executors.newFixedThreadPool(STARTERS)) {
        List<Future<byte[]>> secrets = new ArrayList<>();
        for (int i = 0; i < STARTERS; i++) {
          secrets.add(
              starters.submit(
                  () -> {
                    Credentials own = new Credentials(folder);
                    together.await();
                    return own.secret(name);
                  }));
        }
        for (Future<byte[]> secret : secrets) {
          seen.add(Base64.getEncoder().encodeToString(secret.get()));
        }
      }
      seen.add(Base64.getEncoder().encodeToString(new Credentials(folder).secret(name)));
      assertThat(seen).hasSize(1);
    }
  }

  @Test
  void filesAreTheOwnersAloneAndNothingElseIsLeft() throws IOException {
    Credentials credentials = new Credentials(folder);
    credentials.keyPair("graph");
    credentials.secret("page-tokens");
    credentials.write("service.jwt", "one");
    credentials.write("service.jwt", "two");

    assertThat(folder.resolve("service.jwt")).hasContent("two");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"))
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("graph.key", "page-tokens.secret", "service.jwt");
    }
  }
}
