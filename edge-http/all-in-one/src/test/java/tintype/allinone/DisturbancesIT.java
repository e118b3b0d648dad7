package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tintype.allinone.Commands.Outcome;
import tintype.platform.config.Config;
import tintype.testkit.Pictures;

/** The load under disturbances, where nothing is disturbed. */
class DisturbancesIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @TempDir static Path folder;

  @Test
  void nothingIsLostWhereNothingHappens() throws Exception {
    Commands commands = new Commands(SYSTEM);
    List<String> follows =
        IntStream.rangeClosed(1, 20).mapToObj(i -> "7000" + i + "\t70000").toList();
    Path file = Files.write(folder.resolve("graph.tsv"), follows);
    assertThat(commands.run("load-follows", file.toString()).exit()).isZero();
    Files.write(folder.resolve("disturbed.jpg"), Pictures.jpeg(64, 48, 1));
    Outcome posts = commands.run("load-posts", "--posts=60", "--photos=" + folder, "--seed=7");
    assertThat(posts.exit()).as(posts.toString()).isZero();

    Map<String, String> settings = new HashMap<>(SYSTEM.settings());
    settings.putAll(
        Map.of(
            "writes", "20",
            "reads", "10",
            "id-reads", "10",
            "people", "3",
            "warm-up", "1s",
            "quiet", "2s",
            "disturbed", "2s",
            "afterwards", "0s"));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    boolean good =
        new Disturbances(
                Config.of(settings).bind("", DisturbanceOptions.defaults()),
                new PrintStream(told, true, StandardCharsets.UTF_8))
            .run();

    String text = told.toString(StandardCharsets.UTF_8);
    assertThat(good).as(text).isTrue();
    assertThat(text).contains("0 problems; verify: nothing differs", "longest time without");
  }
}
