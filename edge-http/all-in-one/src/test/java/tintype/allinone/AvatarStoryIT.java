package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.RemoveAvatarRequest;
import tintype.account.v1.SetAvatarRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowersRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.ListPostLikesRequest;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;
import tintype.testkit.Pictures;

/** People choose a picture of theirs to be known by. */
@EndToEnd
@ParameterizedClass
@EnumSource(Transport.class)
class AvatarStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Parameter Transport transport;
  private Calls calls;
  private Person ana;
  private Person ben;

  @BeforeEach
  void register() {
    calls = SYSTEM.calls(transport);
    ana = Person.register(calls);
    ben = Person.register(calls);
  }

  @Test
  void anAvatarIsSeenByAllAndEverywhere() {
    var update = UpdateProfileRequest.newBuilder().setPrivate(true).build();
    ana.call(AccountServiceGrpc.getUpdateProfileMethod(), update);
    Media photo = ana.upload(Pictures.jpeg(700, 700, 1));

    Media avatar = set(ana, photo).getAvatar();

    assertThat(avatar.getId()).isEqualTo(photo.getId());
    assertThat(avatar.getRenditionsList()).hasSize(3);
    assertThat(seen(ana, "").getAvatar()).isEqualTo(avatar);
    assertThat(seen(ana, ben.token()).getAvatar()).isEqualTo(avatar);
    byte[] bytes = calls.download("", photo.getId(), "w640").bytes();
    assertThat(Pictures.decode(bytes).getWidth()).isEqualTo(640);
    String url = avatar.getRenditions(0).getUrl();
    assertThat(SYSTEM.http().send("GET", url, "", new byte[0], "").statusCode()).isEqualTo(200);

    Post post = ben.post("Ben's");
    var like = LikePostRequest.newBuilder().setPostId(post.getId()).build();
    ana.call(PostServiceGrpc.getLikePostMethod(), like);
    ana.follow(ben);
    var likes = ListPostLikesRequest.newBuilder().setPostId(post.getId()).build();
    assertThat(ben.call(PostServiceGrpc.getListPostLikesMethod(), likes).getAccounts(0).getAvatar())
        .isEqualTo(avatar);
    var followers = ListFollowersRequest.newBuilder().setAccountId("me").build();
    Eventually.await(
        Duration.ofSeconds(10),
        () ->
            ben
                .call(GraphServiceGrpc.getListFollowersMethod(), followers)
                .getAccountsList()
                .stream()
                .anyMatch(one -> one.getAvatar().equals(avatar)));
  }

  @Test
  void anAvatarThatWasReplacedOrRemovedIsForItsOwnerAlone() {
    Media first = ana.upload(Pictures.jpeg(64, 64, 1));
    Media second = ana.upload(Pictures.jpeg(64, 64, 2));
    set(ana, first);

    set(ana, second);

    assertHidden(first);
    assertThat(calls.download(ana.token(), first.getId(), "w1080").bytes()).isNotEmpty();
    assertThat(calls.download("", second.getId(), "w1080").bytes()).isNotEmpty();

    var none = RemoveAvatarRequest.getDefaultInstance();
    assertThat(
            ana.call(AccountServiceGrpc.getRemoveAvatarMethod(), none)
                .getMe()
                .getAccount()
                .hasAvatar())
        .isFalse();
    assertHidden(second);
    assertThat(set(ana, first).getAvatar().getId()).isEqualTo(first.getId());
  }

  @Test
  void onlyOnesOwnFreePhotoBecomesOne() {
    Media others = ana.upload(Pictures.jpeg(64, 64, 1));
    Post post = ana.post("Ana's");
    Footprint before = SYSTEM.footprint();

    assertRefused(ben, others.getId(), "NOT_FOUND MEDIA_NOT_FOUND");
    assertRefused(ben, "1_" + ana.id(), "NOT_FOUND MEDIA_NOT_FOUND");
    assertRefused(ben, post.getMedia(0).getId(), "PERMISSION_DENIED NOT_THE_OWNER");
    assertRefused(ana, post.getMedia(0).getId(), "FAILED_PRECONDITION MEDIA_ALREADY_USED");
    assertRefused(ana, "nonsense", "INVALID_ARGUMENT INVALID_FIELD");
    assertThat(SYSTEM.footprint()).isEqualTo(before);
  }

  private void assertRefused(Person person, String mediaId, String codeAndReason) {
    assertThat(Refused.by(() -> set(person, mediaId)).codeAndReason()).isEqualTo(codeAndReason);
  }

  private void assertHidden(Media media) {
    for (String token : new String[] {"", ben.token()}) {
      assertThat(Refused.by(() -> calls.download(token, media.getId(), "w1080")).codeAndReason())
          .isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    }
  }

  private static Account set(Person person, Media media) {
    return set(person, media.getId());
  }

  private static Account set(Person person, String mediaId) {
    var request = SetAvatarRequest.newBuilder().setMediaId(mediaId).build();
    return person.call(AccountServiceGrpc.getSetAvatarMethod(), request).getMe().getAccount();
  }

  private Account seen(Person person, String token) {
    var request = GetAccountRequest.newBuilder().setAccountId(person.id()).build();
    return calls.call(AccountServiceGrpc.getGetAccountMethod(), request, token).getAccount();
  }
}
