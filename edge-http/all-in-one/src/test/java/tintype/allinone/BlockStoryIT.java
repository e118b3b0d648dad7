package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountSummary;
import tintype.account.v1.GetAccountRequest;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListBlocksRequest;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.UnblockRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** Two who follow each other fall out: one blocks, and later unblocks. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class BlockStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(5);

  @Parameter Way way;
  private Person ana;
  private Person ben;
  private Post anas;
  private Post bens;

  @BeforeEach
  void theTwoFollowEachOther() {
    ana = Person.register(SYSTEM.enter(way));
    ben = Person.register(SYSTEM.enter(way));
    anas = ana.post("Ana's");
    bens = ben.post("Ben's");
    ana.follow(ben);
    ben.follow(ana);
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(feedOf(ana)).containsExactly(bens.getId(), anas.getId());
          assertThat(feedOf(ben)).containsExactly(bens.getId(), anas.getId());
        });
  }

  @Test
  void theBlockerSeesTheEndOfItAtTheNextRead() {
    Relationship after = block();

    assertThat(after)
        .isEqualTo(Relationship.newBuilder().setAccountId(ben.id()).setBlocking(true).build());
    assertThat(feedOf(ana)).containsExactly(anas.getId());
    assertThat(followersOf(ana)).isEmpty();
    assertThat(blocks()).containsExactly(ben.id());
    assertThat(countsOf(ana, ana).getFollowers()).isZero();
    assertThat(countsOf(ana, ana).getFollowing()).isZero();
    assertThat(countsOf(ana, ben).getFollowers()).isZero();
    assertThat(refusedPost(ana, bens)).isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(grid(ana, ben)).isEmpty();
  }

  @Test
  void theBlockedOneFindsNobody() {
    block();

    assertThat(Refused.by(() -> countsOf(ben, ana)).codeAndReason())
        .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
    assertThat(Refused.by(() -> ben.follow(ana)).codeAndReason())
        .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
    assertThat(Refused.by(() -> grid(ben, ana)).codeAndReason())
        .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
    assertThat(refusedPost(ben, anas)).isEqualTo("NOT_FOUND POST_NOT_FOUND");
    var back = BlockRequest.newBuilder().setAccountId(ana.id()).build();
    assertThat(Refused.by(() -> ben.call(GraphServiceGrpc.getBlockMethod(), back)).codeAndReason())
        .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
    Eventually.awaitPass(SOON, () -> assertThat(feedOf(ben)).containsExactly(bens.getId()));
    assertThat(countsOf(ben, ben).getFollowing()).isZero();
  }

  @Test
  void unblockingBringsNothingBack() {
    Relationship blocked = block();
    assertThat(block()).isEqualTo(blocked);

    Relationship after = unblock();

    assertThat(after).isEqualTo(Relationship.newBuilder().setAccountId(ben.id()).build());
    assertThat(unblock()).isEqualTo(after);
    assertThat(blocks()).isEmpty();
    assertThat(feedOf(ana)).containsExactly(anas.getId());
    assertThat(countsOf(ben, ana).getFollowers()).isZero();
    assertThat(ben.follow(ana).getFollowing()).isTrue();
    assertThat(feedOf(ben)).containsExactly(bens.getId(), anas.getId());
  }

  @Test
  void whatMentionsWhoIsBlockedIsNotInTheFeed() {
    Person cleo = Person.register(SYSTEM.enter(way));
    String name = ben.account().getUsername();
    Post cleos = cleo.post("With @" + name);
    Post own = ana.post("Without @" + name);
    assertThat(feedOf(cleo)).containsExactly(cleos.getId());
    ana.follow(cleo);
    assertThat(feedOf(ana)).containsExactly(own.getId(), cleos.getId(), bens.getId(), anas.getId());

    block();

    assertThat(feedOf(ana)).containsExactly(own.getId(), anas.getId());
    assertThat(grid(ana, cleo)).extracting(Post::getId).containsExactly(cleos.getId());
    assertThat(grid(ana, cleo).getFirst().getMentionsList()).isEmpty();
    unblock();
    assertThat(feedOf(ana)).containsExactly(own.getId(), cleos.getId(), anas.getId());
  }

  @Test
  void nobodyBlocksThemselvesOrNobody() {
    var self = BlockRequest.newBuilder().setAccountId("me").build();
    var nobody = BlockRequest.newBuilder().setAccountId("1").build();

    assertThat(Refused.by(() -> ana.call(GraphServiceGrpc.getBlockMethod(), self)).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT CANNOT_ACT_ON_SELF");
    assertThat(
            Refused.by(() -> ana.call(GraphServiceGrpc.getBlockMethod(), nobody)).codeAndReason())
        .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
  }

  private Relationship block() {
    var request = BlockRequest.newBuilder().setAccountId(ben.id()).build();
    return ana.call(GraphServiceGrpc.getBlockMethod(), request).getRelationship();
  }

  private Relationship unblock() {
    var request = UnblockRequest.newBuilder().setAccountId(ben.id()).build();
    return ana.call(GraphServiceGrpc.getUnblockMethod(), request).getRelationship();
  }

  private List<String> blocks() {
    var request = ListBlocksRequest.getDefaultInstance();
    return ana.call(GraphServiceGrpc.getListBlocksMethod(), request).getAccountsList().stream()
        .map(AccountSummary::getId)
        .toList();
  }

  private static List<String> followersOf(Person person) {
    var request = ListFollowersRequest.newBuilder().setAccountId("me").build();
    return person
        .call(GraphServiceGrpc.getListFollowersMethod(), request)
        .getAccountsList()
        .stream()
        .map(AccountSummary::getId)
        .toList();
  }

  private static Account.Counts countsOf(Person viewer, Person person) {
    var request = GetAccountRequest.newBuilder().setAccountId(person.id()).build();
    return viewer.call(AccountServiceGrpc.getGetAccountMethod(), request).getAccount().getCounts();
  }

  private static String refusedPost(Person viewer, Post post) {
    var request = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    return Refused.by(() -> viewer.call(PostServiceGrpc.getGetPostMethod(), request))
        .codeAndReason();
  }

  private static List<Post> grid(Person viewer, Person author) {
    var request = ListAccountPostsRequest.newBuilder().setAccountId(author.id()).build();
    return viewer.call(PostServiceGrpc.getListAccountPostsMethod(), request).getPostsList();
  }

  private static List<String> feedOf(Person person) {
    return person
        .call(FeedServiceGrpc.getListHomePostsMethod(), ListHomePostsRequest.getDefaultInstance())
        .getPostsList()
        .stream()
        .map(Post::getId)
        .toList();
  }
}
