package tintype.media;

import static tintype.media.MediaRig.ANA;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** A service that runs purges by itself what its settings say is over. */
@OnEveryDatabase
class PurgeInUseIT {
  private static final FakeClock clock = new FakeClock();

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withClock(clock)
          .withSettings(Map.of("media-purge-every", "20ms", "media-deleted-post-retention", "1m"));

  @Test
  void aPostGoesOnceItsTimeIsOver() {
    MediaRig rig = new MediaRig(installation);
    var post = rig.post(ANA);
    rig.delete(ANA, post.getId());
    long media = IdText.parseOwned("media", post.getMedia(0).getId()).id();

    clock.advance(Duration.ofMinutes(1));

    Eventually.await(Duration.ofSeconds(20), () -> rig.files("~" + media + ".").isEmpty());
    Eventually.await(Duration.ofSeconds(20), () -> isGone(rig, post.getId()));
  }

  private static boolean isGone(MediaRig rig, String post) {
    try {
      rig.delete(ANA, post);
      return false;
    } catch (io.grpc.StatusRuntimeException e) {
      return Refusal.of(e).reason().equals("POST_NOT_FOUND");
    }
  }
}
