package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.allinone.ReadSurface.ALL;
import static tintype.allinone.ReadSurface.OF_A_STRANGER;
import static tintype.allinone.ReadSurface.OF_NOBODY;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.allinone.ReadSurface.Viewer;
import tintype.graph.v1.BatchGetRelationshipsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.Relationship;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.LikePostResponse;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** An account goes private and public again, and every way to look at it heeds that at once. */
@EndToEnd
@ParameterizedClass
@EnumSource(Transport.class)
class PrivacyStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Set<ReadSurface> NOTHING = Set.of();

  @Parameter Transport transport;
  private Calls calls;
  private Person ana;
  private Person fan;
  private Person stranger;
  private Post post;

  @BeforeEach
  void anaIsFollowedLikedAndCommentedOn() {
    calls = SYSTEM.calls(transport);
    ana = Person.register(calls);
    fan = Person.register(calls);
    stranger = Person.register(calls);
    fan.follow(ana);
    ana.follow(fan);
    post = ReadSurface.publish(ana);
    like(fan);
    fan.comment(post, "First");
    Eventually.awaitPass(SOON, () -> assertThat(seenBy(fan)).isEqualTo(ALL));
  }

  @Test
  void publicIsForAll() {
    assertThat(seenBy(stranger)).isEqualTo(OF_A_STRANGER);
    assertThat(seenByNobody()).isEqualTo(OF_NOBODY);
    assertThat(seenBy(ana)).isEqualTo(ALL);
  }

  @Test
  void privateIsForFollowersAndOneselfAtOnce() {
    setPrivate(true);

    assertThat(seenBy(stranger)).isEqualTo(NOTHING);
    assertThat(seenByNobody()).isEqualTo(NOTHING);
    assertThat(seenBy(fan)).isEqualTo(ALL);
    assertThat(seenBy(ana)).isEqualTo(ALL);
    assertThat(head(stranger.token()).getPrivate()).isTrue();
    assertThat(head("").getCounts().getPosts()).isEqualTo(1);
    assertThat(Refused.by(() -> like(stranger)).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(Refused.by(() -> stranger.comment(post, "x")).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(like(fan).getPost().getCounts().getLikes()).isEqualTo(1);
  }

  @Test
  void aUrlForEverybodyStopsWithThat() {
    String open = post.getMedia(0).getRenditions(0).getUrl();
    assertThat(status(open)).isEqualTo(200);

    setPrivate(true);

    assertThat(status(open)).isEqualTo(404);
    String closed = pictureUrl(fan);
    assertThat(status(closed)).isEqualTo(200);
    fan.unfollow(ana);
    assertThat(status(closed)).as("a right of whoever has it, until it expires").isEqualTo(200);
    ana.delete(post);
    assertThat(status(closed)).isEqualTo(404);
  }

  @Test
  void whoAsksToFollowStaysOutside() {
    setPrivate(true);

    Relationship asked = stranger.follow(ana);

    assertThat(asked.getRequested()).isTrue();
    assertThat(asked.getFollowing()).isFalse();
    assertThat(stranger.follow(ana)).isEqualTo(asked);
    assertThat(seenBy(stranger)).isEqualTo(NOTHING);
    assertThat(Refused.by(() -> like(stranger)).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    Eventually.awaitPass(SOON, () -> assertThat(relation(ana, stranger).getRequestedBy()).isTrue());
    assertThat(relation(ana, stranger).getFollowedBy()).isFalse();
    assertThat(head("").getCounts().getFollowers()).isEqualTo(1);
    assertThat(seenBy(stranger)).isEqualTo(NOTHING);
  }

  @Test
  void goingPublicAcceptsNobodyAndAskingAgainFollows() {
    setPrivate(true);
    stranger.follow(ana);
    setPrivate(false);

    assertThat(relation(stranger, ana).getRequested()).isTrue();
    assertThat(relation(stranger, ana).getFollowing()).isFalse();
    assertThat(seenBy(stranger)).isEqualTo(OF_A_STRANGER);

    Relationship followed = stranger.follow(ana);

    assertThat(followed.getFollowing()).isTrue();
    assertThat(followed.getRequested()).isFalse();
    Eventually.awaitPass(SOON, () -> assertThat(seenBy(stranger)).isEqualTo(ALL));
    setPrivate(true);
    assertThat(seenBy(stranger)).isEqualTo(ALL);
    assertThat(seenByNobody()).isEqualTo(NOTHING);
  }

  @Test
  void whoUnfollowsAPrivateAccountIsAStrangerAtOnce() {
    setPrivate(true);

    fan.unfollow(ana);

    Eventually.awaitPass(SOON, () -> assertThat(seenBy(fan)).isEqualTo(NOTHING));
    assertThat(fan.follow(ana).getRequested()).isTrue();
    assertThat(seenBy(fan)).isEqualTo(NOTHING);
  }

  @Test
  void aRequestTakenBackIsGone() {
    setPrivate(true);
    stranger.follow(ana);

    Relationship after = stranger.unfollow(ana);

    assertThat(after.getRequested()).isFalse();
    setPrivate(false);
    assertThat(relation(stranger, ana).getFollowing()).isFalse();
    Eventually.awaitPass(
        SOON, () -> assertThat(relation(ana, stranger).getRequestedBy()).isFalse());
  }

  private void setPrivate(boolean isPrivate) {
    var request = UpdateProfileRequest.newBuilder().setPrivate(isPrivate).build();
    ana.call(AccountServiceGrpc.getUpdateProfileMethod(), request);
  }

  private Set<ReadSurface> seenBy(Person viewer) {
    return ReadSurface.thatShow(new Viewer(calls, viewer.token()), ana, post);
  }

  private Set<ReadSurface> seenByNobody() {
    return ReadSurface.thatShow(new Viewer(calls, ""), ana, post);
  }

  private LikePostResponse like(Person person) {
    var request = LikePostRequest.newBuilder().setPostId(post.getId()).build();
    return person.call(PostServiceGrpc.getLikePostMethod(), request);
  }

  private Account head(String token) {
    var request = GetAccountRequest.newBuilder().setAccountId(ana.id()).build();
    return calls.call(AccountServiceGrpc.getGetAccountMethod(), request, token).getAccount();
  }

  private String pictureUrl(Person viewer) {
    var request = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    return viewer
        .call(PostServiceGrpc.getGetPostMethod(), request)
        .getPost()
        .getMedia(0)
        .getRenditions(0)
        .getUrl();
  }

  private static int status(String url) {
    return SYSTEM.http().send("GET", url, "", new byte[0], "").statusCode();
  }

  private static Relationship relation(Person viewer, Person other) {
    var request = BatchGetRelationshipsRequest.newBuilder().addAccountIds(other.id()).build();
    return viewer
        .call(GraphServiceGrpc.getBatchGetRelationshipsMethod(), request)
        .getRelationships(0);
  }
}
