package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tintype.platform.config.ByteSize;

/** A few rounds of {@link KillRounds}, with all kinds of writes. */
class KillRoundsIT {
  private static final KillOptions FEW =
      new KillOptions(
          2,
          0,
          0,
          60,
          3,
          1,
          2,
          System.nanoTime(),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          "512m",
          true,
          ByteSize.ofMiB(64),
          Path.of(""));

  @Test
  void whatIsAcknowledgedBeforeAKillIsThereOnceWithAllItsEffects() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (KillRounds rounds =
        new KillRounds(FEW, new PrintStream(told, true, StandardCharsets.UTF_8))) {
      boolean good = rounds.run();

      assertThat(good).as(told.toString(StandardCharsets.UTF_8)).isTrue();
    }
  }
}
