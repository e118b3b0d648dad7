package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.StaffAccount.Role;
import tintype.media.v1.Post;
import tintype.media.v1.Report.Reason;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The pictures of what was reported: for staff wherever they are, and for minutes. */
@OnEveryDatabase
class StaffUrlsIT {
  private static final FakeClock clock = new FakeClock(Instant.parse("2030-05-05T12:10:00Z"));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA).withClock(clock);

  private static final long MIA = 77;
  private static final long PRIVATE = 44;
  private static MediaRig rig;
  private static ModerationClient client;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    client = new ModerationClient(installation);
    rig.accounts.add(MIA, PRIVATE);
    rig.accounts.setRoles(MIA, Role.MODERATOR);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, PRIVATE);
  }

  @Test
  void theyEndAfterMinutesAndAreOfTheirOwnKind() {
    String url = url(reported(PRIVATE));

    assertThat(url).contains("scope=STAFF");
    assertThat(SignedDownload.bytes(rig, 0, url)).isNotEmpty();
    assertAbsent(url.replace("scope=STAFF", "scope=OWNER"));
    clock.advance(Duration.ofMinutes(10));
    assertAbsent(url);
  }

  @Test
  void theyShowWhatNobodyElseSeesAnyMore() {
    Post post = reported(ANA);
    rig.delete(ANA, post.getId());
    rig.accounts.setHidden(ANA, true);
    try {
      String url = url(post);

      assertThat(SignedDownload.bytes(rig, 0, url)).isNotEmpty();
      assertAbsent(url.substring(0, url.indexOf('?')));
    } finally {
      rig.accounts.setHidden(ANA, false);
    }
  }

  private static Post reported(long author) {
    Post post = rig.post(author);
    client.report(BEN, ModerationClient.post(post.getId()), Reason.NUDITY);
    return post;
  }

  /** As staff get it with the case. */
  private static String url(Post post) {
    Post shown = client.caseOf(MIA, ModerationClient.post(post.getId()), 1).getPost();
    return shown.getMedia(0).getRenditions(0).getUrl();
  }

  private static void assertAbsent(String url) {
    assertThat(Refusal.of(() -> SignedDownload.bytes(rig, 0, url)).reason())
        .isEqualTo("MEDIA_NOT_FOUND");
  }
}
