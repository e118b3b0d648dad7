package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Post;
import tintype.media.v1.Share;
import tintype.media.v1.SharePostRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class SharesIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;
  private static SaveCalls saves;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    saves = new SaveCalls(rig);
  }

  @Test
  void aShareHasALinkAndIsCountedForAll() {
    Post post = rig.post(ANA);

    Share first = saves.share(BEN, post.getId(), "");
    Share second = saves.share(BEN, post.getId(), "");

    assertThat(first.getUrl()).isEqualTo("/p/" + post.getId()).isEqualTo(second.getUrl());
    assertThat(first.getId()).endsWith("_" + ANA).isNotEqualTo(second.getId());
    for (long viewer : new long[] {0, ANA, BEN, CAT}) {
      assertThat(rig.get(viewer, post.getId())).isEqualTo(shown(post, 2));
    }
  }

  @Test
  void aRepeatedShareIsTheFirst() {
    Post post = rig.post(ANA);
    Post other = rig.post(ANA);
    String requestId = UUID.randomUUID().toString();

    Share first = saves.share(BEN, post.getId(), requestId);

    assertThat(saves.share(BEN, post.getId(), requestId)).isEqualTo(first);
    assertThat(rig.get(BEN, post.getId())).isEqualTo(shown(post, 1));
    assertThat(Refusal.of(() -> saves.share(BEN, other.getId(), requestId)).codeAndReason())
        .isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
    assertThat(rig.get(BEN, other.getId())).isEqualTo(other);
  }

  @Test
  void requestIdsAreOfTheirCallers() {
    Post post = rig.post(ANA);
    String requestId = UUID.randomUUID().toString();

    Share ofBen = saves.share(BEN, post.getId(), requestId);
    Share ofCat = saves.share(CAT, post.getId(), requestId);

    assertThat(ofBen).isNotEqualTo(ofCat);
    assertThat(rig.get(ANA, post.getId())).isEqualTo(shown(post, 2));
  }

  @Test
  void aChannelMustBeNamed() {
    String post = rig.post(ANA).getId();
    var none = SharePostRequest.newBuilder().setPostId(post).build();
    var unknown = none.toBuilder().setChannelValue(99).build();

    assertThat(Refusal.of(() -> rig.posts(BEN).sharePost(none)).fields())
        .containsExactly("channel");
    assertThat(Refusal.of(() -> rig.posts(BEN).sharePost(unknown)).fields())
        .containsExactly("channel");
  }

  @Test
  void nobodyShares() {
    var request =
        SharePostRequest.newBuilder()
            .setPostId(rig.post(ANA).getId())
            .setChannel(Share.Channel.LINK)
            .build();

    assertThat(Refusal.of(() -> rig.posts(0).sharePost(request)).reason())
        .isEqualTo("TOKEN_MISSING");
  }

  private static Post shown(Post post, int shares) {
    Post.Builder shown = post.toBuilder();
    shown.getCountsBuilder().setShares(shares);
    return shown.build();
  }
}
