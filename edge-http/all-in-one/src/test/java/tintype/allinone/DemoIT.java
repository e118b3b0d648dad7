package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.allinone.Commands.Outcome;
import tintype.platform.config.Config;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;

/** {@code --demo} and {@code explain-feed}, on the world that it makes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private final Commands commands = new Commands(SYSTEM);

  @Test
  @Order(1)
  void theFirstFeedIsNotEmpty() {
    long before = likes();
    assertThat(fill()).contains("20 people", "mira", Demo.PASSWORD);
    Footprint filled = SYSTEM.footprint();

    Eventually.awaitPass(
        Duration.ofSeconds(10),
        () -> {
          Outcome outcome = commands.run("explain-feed", "mira");
          assertThat(outcome.exit()).as(outcome.toString()).isZero();
          assertThat(outcome.out()).contains("follows 7 accounts; the feed is READY");
          assertThat(outcome.out().lines().filter(line -> line.contains(" shown "))).hasSize(20);
          assertThat(outcome.out()).contains("followed since ").doesNotContain("not shown");
        });
    long liked = likes();
    assertThat(liked - before).isGreaterThan(200);
    fill();
    assertThat(likes()).isEqualTo(liked);
    assertThat(SYSTEM.footprint()).as("a second time adds nothing").isEqualTo(filled);
  }

  @Test
  @Order(2)
  void explainSaysWhatItWants() {
    assertThat(commands.run("explain-feed", "nobody.of.this.name").err())
        .contains("No account is named nobody.of.this.name.");
    assertThat(commands.run("explain-feed").err()).contains("explain-feed takes one username");
    assertThat(commands.run("explain-feed", "mira", "--explain-posts=101").err())
        .contains("--explain-posts=1..100");
  }

  private static long likes() {
    String count = "SELECT COUNT(*) FROM post_like";
    return SYSTEM
        .database(Keyspace.MEDIA)
        .read(handle -> handle.createQuery(count).mapTo(Long.class).one());
  }

  private static String fill() {
    List<String> settings = new ArrayList<>();
    SYSTEM.settings().forEach((key, value) -> settings.add("--" + key + "=" + value));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Demo.fill(Config.load(settings, Map.of()), new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
