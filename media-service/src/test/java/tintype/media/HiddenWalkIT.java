package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.media.MediaRig.ANA;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Post;
import tintype.platform.hidden.HiddenAccounts.Telling;
import tintype.platform.hidden.HiddenStep;
import tintype.platform.hidden.HiddenStep.Told;
import tintype.platform.hidden.HiddenWalk;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** In which order a walk tells of hidden accounts. */
@OnEveryDatabase
class HiddenWalkIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;
  private static HiddenRig people;
  private static long lastFan = 9_000;
  private long fan;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    people = new HiddenRig(rig, database, installation);
  }

  @BeforeEach
  void registerAndStop() {
    fan = newFan();
    people.work().close();
  }

  @AfterEach
  void goOn() {
    people.work().start();
    Eventually.await(HiddenRig.SOON, () -> people.accounts().due(1).isEmpty());
  }

  @Test
  void oneThatAlwaysFailsKeepsNobody() {
    long bad = newFan();
    hide(bad);
    hide(fan);
    HiddenStep step =
        (account, state, after) -> {
          if (account == bad) {
            throw new IllegalStateException("of a test");
          }
          return new Told(after + 1, 1, after == 5);
        };
    HiddenWalk walk = new HiddenWalk("media", people.accounts(), step, new SimpleMeterRegistry());

    assertThatThrownBy(() -> walk.run(() -> true)).hasMessageContaining(Long.toString(bad));

    assertThat(people.accounts().due(10)).extracting(Telling::account).containsExactly(bad);
  }

  @Test
  void whatOneDidLeavesTheCountsBeforeItsPostsArePassed() {
    String post = rig.post(ANA).getId();
    rig.like(fan, post);
    rig.post(fan);
    rig.post(fan);
    hide(fan);
    AtomicInteger steps = new AtomicInteger();

    people.walk(1, 10).run(() -> steps.incrementAndGet() == 1);

    assertThat(rig.get(ANA, post).getCounts().getLikes()).isZero();
    assertThat(people.accounts().due(10)).extracting(Telling::account).containsExactly(fan);
  }

  /** Its old like is there and does not count yet. */
  @Test
  void whoIsJustBackSeesTheLikeGivenAgain() {
    String post = rig.post(ANA).getId();
    rig.like(fan, post);
    hide(fan);
    people.walk(10, 10).run(() -> true);
    people.tell(fan, false);
    people.awaitNoted(fan, false);

    Post liked = rig.like(fan, post);

    assertThat(liked.getViewer().getLiked()).isTrue();
    people.walk(10, 10).run(() -> true);
    assertThat(rig.get(fan, post).getCounts().getLikes()).isEqualTo(1);
  }

  private static long newFan() {
    long account = ++lastFan;
    rig.accounts.add(account);
    return account;
  }

  private static void hide(long account) {
    people.tell(account, true);
    people.awaitNoted(account, true);
  }
}
