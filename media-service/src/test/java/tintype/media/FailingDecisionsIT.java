package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.ModerationAction.Kind;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.server.Peers;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What follows from decisions, where it fails. */
@OnEveryDatabase
class FailingDecisionsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long MIA = 77;

  private static final FakeClock clock =
      new FakeClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA).withClock(clock);

  private static MediaRig rig;
  private static ActionStore actions;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    actions = rig.service.injector().getInstance(ActionStore.class);
  }

  @Test
  void aHundredThatFailKeepNoOtherAndAreTold() {
    long refused = 500;
    long other = 501;
    rig.decisions.setRefused(refused, true);
    for (int i = 0; i < 101; i++) {
      decide(refused);
    }
    decide(other);
    DecisionEffects effects = rig.service.injector().getInstance(DecisionEffects.class);

    effects.run(() -> true);

    assertThat(rig.decisions.about(other)).isNotEmpty();
    assertThat(effects.isDue()).isFalse();
    assertThat(effects.warnings().get("late"))
        .startsWith("100 decisions are not in effect")
        .endsWith("(WARN)");
    assertThat(actions.pending(200)).hasSize(101);

    rig.decisions.setRefused(refused, false);
    clock.advance(RetryPause.MOST);
    effects.run(() -> true);

    assertThat(actions.pending(200)).isEmpty();
    assertThat(effects.isDue()).isFalse();
    assertThat(effects.warnings()).doesNotContainKey("late");
  }

  @Test
  void anErrorDoesNotEndTheWork() {
    AtomicInteger looks = new AtomicInteger();
    DecisionEffects effects =
        new DecisionEffects(
            new BrokenOnce(looks),
            rig.service.injector().getInstance(Removal.class),
            rig.service.injector().getInstance(Peers.class),
            clock,
            database.database(Keyspace.MEDIA));

    effects.start();
    try {
      Eventually.await(SOON, () -> looks.get() >= 2);
    } finally {
      effects.close();
    }
  }

  /** A store whose first look fails as nothing should. */
  private record BrokenOnce(AtomicInteger looks) implements ActionStore {
    @Override
    public List<ActionRow> before(long id, long reader, int limit) {
      return List.of();
    }

    @Override
    public List<Pending> pending(int limit) {
      if (looks.incrementAndGet() == 1) {
        throw new AssertionError("broken");
      }
      return List.of();
    }

    @Override
    public void postpone(ActionRow action, long tryMicros) {}

    @Override
    public void settle(ActionRow action) {}

    @Override
    public void add(ActionRow action) {}
  }

  private static void decide(long account) {
    Reported target = Reported.account(account);
    long id = installation.installation().ids().next();
    actions.add(
        new ActionRow(
            new Owned(id, target.queue()),
            Kind.WARN,
            MIA,
            1,
            target,
            "why",
            "",
            Micros.now(clock)));
  }
}
