package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.ClaimAvatarRequest;
import tintype.media.v1.GetMediaRequest;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/**
 * What an avatar is to media-service: a photo kept for it, and shown while the account names it.
 */
@OnEveryDatabase
class AvatarIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long PRIVATE = 44;
  private static final long HIDDEN = 55;
  private static final long BLOCKER = 66;
  private static final Media NONE = Media.getDefaultInstance();
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(PRIVATE, HIDDEN, BLOCKER);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.block(BLOCKER, BEN);
  }

  @ParameterizedTest
  @ValueSource(longs = {ANA, PRIVATE})
  void anAvatarIsForAllWhileTheAccountNamesIt(long owner) {
    Media first = rig.upload(owner);
    Media second = rig.upload(owner);
    rig.claimAvatar(owner, first.getId());
    rig.claimAvatar(owner, second.getId());
    assertHidden(first, BEN, 0);

    rig.accounts.setAvatar(owner, first);
    assertShown(first, BEN, CAT, owner, 0);
    assertHidden(second, BEN, 0);

    rig.accounts.setAvatar(owner, second);
    assertHidden(first, BEN, 0);
    assertShown(first, owner);
    assertShown(second, BEN, 0);

    rig.accounts.setAvatar(owner, NONE);
    assertHidden(second, BEN, 0);
    assertShown(second, owner);
  }

  @Test
  void aBlockHidesItFromTheBlockedOnly() {
    Media avatar = rig.upload(BLOCKER);
    rig.accounts.setAvatar(BLOCKER, rig.claimAvatar(BLOCKER, avatar.getId()));
    Media blocked = rig.upload(BEN);
    rig.accounts.setAvatar(BEN, rig.claimAvatar(BEN, blocked.getId()));

    assertHidden(avatar, BEN);
    assertShown(avatar, CAT, 0);
    assertShown(blocked, BLOCKER, CAT);
  }

  @Test
  void itVanishesWithItsAccount() {
    Media avatar = rig.upload(HIDDEN);
    rig.accounts.setAvatar(HIDDEN, rig.claimAvatar(HIDDEN, avatar.getId()));
    assertShown(avatar, BEN, 0);

    rig.accounts.setHidden(HIDDEN, true);

    assertHidden(avatar, BEN, 0);
  }

  @Test
  void aClaimAnswersTheMediaAndCanBeRepeated() {
    Media media = rig.upload(ANA);

    Media claimed = rig.claimAvatar(ANA, media.getId());

    assertThat(claimed.getId()).isEqualTo(media.getId());
    assertThat(claimed.getRenditionsList()).isNotEmpty();
    assertThat(claimed.getRenditionsList())
        .allSatisfy(
            one ->
                assertThat(one.getUrl())
                    .isEqualTo("/v1/media/" + media.getId() + "/renditions/" + one.getName()));
    assertThat(rig.claimAvatar(ANA, media.getId())).isEqualTo(claimed);
  }

  @Test
  void aPhotoHasOneUse() {
    Media avatar = rig.upload(ANA);
    rig.claimAvatar(ANA, avatar.getId());
    Post post = rig.post(ANA);
    String posted = post.getMedia(0).getId();

    assertThat(Refusal.of(() -> rig.post(ANA, avatar.getId())).codeAndReason())
        .isEqualTo("FAILED_PRECONDITION MEDIA_ALREADY_USED");
    Refusal used = Refusal.of(() -> rig.claimAvatar(ANA, posted));
    assertThat(used.codeAndReason()).isEqualTo("FAILED_PRECONDITION MEDIA_ALREADY_USED");
    assertThat(used.metadata()).containsEntry("media_id", posted);
    rig.delete(ANA, post.getId());
    assertThat(Refusal.of(() -> rig.claimAvatar(ANA, posted))).isEqualTo(used);
  }

  @Test
  void aPostAndAnAvatarThatRaceForAPhotoDoNotBothGetIt() throws Exception {
    for (int round = 0; round < 10; round++) {
      String id = rig.upload(ANA).getId();
      CyclicBarrier start = new CyclicBarrier(2);
      try (var threads = Executors.newFixedThreadPool(2)) {
        Future<String> post = threads.submit(() -> outcome(start, () -> rig.post(ANA, id)));
        Future<String> avatar =
            threads.submit(() -> outcome(start, () -> rig.claimAvatar(ANA, id)));

        assertThat(List.of(post.get(), avatar.get()))
            .containsExactlyInAnyOrder("OK", "MEDIA_ALREADY_USED");
      }
    }
  }

  @Test
  void onlyAReadyPhotoOfTheAccountIsTaken() {
    String unseen = rig.upload(ANA).getId();
    String seen = rig.post(ANA).getMedia(0).getId();
    Refusal absent = Refusal.of(() -> rig.claimAvatar(BEN, "1_11"));

    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.claimAvatar(ANA, "1_11"))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.claimAvatar(BEN, unseen))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.claimAvatar(BEN, seen)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_OWNER");

    set(unseen, "state", Media.State.PROCESSING_VALUE);
    assertThat(Refusal.of(() -> rig.claimAvatar(ANA, unseen)).codeAndReason())
        .isEqualTo("FAILED_PRECONDITION MEDIA_NOT_READY");
    assertThat(Refusal.of(() -> rig.post(ANA, unseen)).codeAndReason())
        .isEqualTo("FAILED_PRECONDITION MEDIA_NOT_READY");
    set(unseen, "kind", Media.Kind.VIDEO_VALUE);
    assertThat(Refusal.of(() -> rig.claimAvatar(ANA, unseen)).fields()).containsExactly("media_id");
  }

  @Test
  void onlyAccountServiceClaims() {
    var request = ClaimAvatarRequest.newBuilder().setAccountId(ANA).setMediaId("1_11").build();

    assertThat(Refusal.of(() -> rig.media(ANA).claimAvatar(request)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED");
    assertThat(Refusal.of(() -> rig.mediaAsService("feed", ANA).claimAvatar(request)).reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
  }

  private static String outcome(CyclicBarrier start, Runnable call) throws Exception {
    start.await();
    try {
      call.run();
      return "OK";
    } catch (StatusRuntimeException e) {
      return Refusal.of(e).reason();
    }
  }

  private static void set(String mediaId, String column, int value) {
    String[] id = mediaId.split("_");
    String change = "UPDATE media SET " + column + " = ? WHERE media_id = ? AND user_id = ?";
    database
        .database(Keyspace.MEDIA)
        .execute(handle -> handle.execute(change, value, id[0], id[1]));
  }

  private static void assertShown(Media media, long... viewers) {
    for (long viewer : viewers) {
      assertThat(rig.bytes(viewer, media.getId())).as("to %d", viewer).isNotEmpty();
      if (viewer != 0) {
        assertThat(get(viewer, media).getId()).isEqualTo(media.getId());
      }
    }
  }

  private static void assertHidden(Media media, long... viewers) {
    for (long viewer : viewers) {
      assertThat(Refusal.of(() -> rig.bytes(viewer, media.getId())).codeAndReason())
          .as("to %d", viewer)
          .isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
      if (viewer != 0) {
        assertThat(Refusal.of(() -> get(viewer, media)).reason()).isEqualTo("MEDIA_NOT_FOUND");
      }
    }
  }

  private static Media get(long viewer, Media media) {
    var request = GetMediaRequest.newBuilder().setMediaId(media.getId()).build();
    return rig.media(viewer).getMedia(request).getMedia();
  }
}
