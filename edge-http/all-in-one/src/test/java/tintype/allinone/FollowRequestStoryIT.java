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
import tintype.account.v1.UpdateProfileRequest;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.AcceptAllRequest;
import tintype.graph.v1.AcceptAllResponse;
import tintype.graph.v1.AcceptRequest;
import tintype.graph.v1.DeclineRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowRequestsRequest;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.RemoveFollowerRequest;
import tintype.media.v1.Post;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** People ask to follow a private account, which answers them. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class FollowRequestStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(5);

  @Parameter Way way;
  private Person ana;
  private Person ben;
  private Post post;

  @BeforeEach
  void benAsksToFollowAna() {
    ana = Person.register(SYSTEM.enter(way));
    ben = Person.register(SYSTEM.enter(way));
    ana.call(
        AccountServiceGrpc.getUpdateProfileMethod(),
        UpdateProfileRequest.newBuilder().setPrivate(true).build());
    post = ana.post("For followers");
    ben.follow(ana);
    Eventually.awaitPass(
        SOON, () -> assertThat(requests(ana, Direction.RECEIVED)).containsExactly(ben.id()));
  }

  @Test
  void bothSidesListTheRequest() {
    assertThat(requests(ana, Direction.DIRECTION_UNSPECIFIED)).containsExactly(ben.id());
    assertThat(requests(ana, Direction.SENT)).isEmpty();
    assertThat(requests(ben, Direction.SENT)).containsExactly(ana.id());
    assertThat(requests(ben, Direction.RECEIVED)).isEmpty();
  }

  @Test
  void anAcceptedOneIsAFollowerAtOnceAndReadsThePosts() {
    assertThat(feedOf(ben)).isEmpty();

    Relationship accepted = accept(ben);

    assertThat(accepted)
        .isEqualTo(Relationship.newBuilder().setAccountId(ben.id()).setFollowedBy(true).build());
    assertThat(requests(ana, Direction.RECEIVED)).isEmpty();
    assertThat(followersOfAna()).containsExactly(ben.id());
    assertThat(countsOf(ana).getFollowers()).isEqualTo(1);
    assertThat(countsOf(ben).getFollowing()).isEqualTo(1);
    Eventually.awaitPass(SOON, () -> assertThat(feedOf(ben)).containsExactly(post.getId()));
    assertThat(accept(ben)).isEqualTo(accepted);
    assertThat(requests(ben, Direction.SENT)).isEmpty();
  }

  @Test
  void aRemovedFollowerReadsNothingMore() {
    accept(ben);
    Eventually.awaitPass(SOON, () -> assertThat(feedOf(ben)).containsExactly(post.getId()));

    var request = RemoveFollowerRequest.newBuilder().setAccountId(ben.id()).build();
    Relationship after =
        ana.call(GraphServiceGrpc.getRemoveFollowerMethod(), request).getRelationship();

    assertThat(after).isEqualTo(Relationship.newBuilder().setAccountId(ben.id()).build());
    assertThat(followersOfAna()).isEmpty();
    assertThat(countsOf(ana).getFollowers()).isZero();
    Eventually.awaitPass(SOON, () -> assertThat(feedOf(ben)).isEmpty());
  }

  @Test
  void aDeclinedRequestLeavesNothing() {
    var request = DeclineRequest.newBuilder().setAccountId(ben.id()).build();
    Relationship after = ana.call(GraphServiceGrpc.getDeclineMethod(), request).getRelationship();

    assertThat(after).isEqualTo(Relationship.newBuilder().setAccountId(ben.id()).build());
    assertThat(requests(ana, Direction.RECEIVED)).isEmpty();
    assertThat(requests(ben, Direction.SENT)).isEmpty();
    assertThat(accept(ben)).isEqualTo(after);
    assertThat(ben.follow(ana).getRequested()).isTrue();
  }

  @Test
  void allAreAcceptedTogether() {
    Person cleo = Person.register(SYSTEM.enter(way));
    cleo.follow(ana);
    Eventually.awaitPass(
        SOON,
        () -> assertThat(requests(ana, Direction.RECEIVED)).containsExactly(cleo.id(), ben.id()));

    assertThat(acceptAll()).isEqualTo(AcceptAllResponse.newBuilder().setAcceptedCount(2).build());
    assertThat(followersOfAna()).containsExactlyInAnyOrder(cleo.id(), ben.id());
    assertThat(requests(ana, Direction.RECEIVED)).isEmpty();
    assertThat(acceptAll()).isEqualTo(AcceptAllResponse.getDefaultInstance());
  }

  @Test
  void nobodyAnswersThemselvesOrNobody() {
    var self = AcceptRequest.newBuilder().setAccountId("me").build();
    var nobody = AcceptRequest.newBuilder().setAccountId("1").build();

    assertThat(Refused.by(() -> ana.call(GraphServiceGrpc.getAcceptMethod(), self)).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT CANNOT_ACT_ON_SELF");
    assertThat(
            Refused.by(() -> ana.call(GraphServiceGrpc.getAcceptMethod(), nobody)).codeAndReason())
        .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
  }

  private Relationship accept(Person asker) {
    var request = AcceptRequest.newBuilder().setAccountId(asker.id()).build();
    return ana.call(GraphServiceGrpc.getAcceptMethod(), request).getRelationship();
  }

  private AcceptAllResponse acceptAll() {
    return ana.call(GraphServiceGrpc.getAcceptAllMethod(), AcceptAllRequest.getDefaultInstance());
  }

  private static List<String> requests(Person person, Direction direction) {
    var request = ListFollowRequestsRequest.newBuilder().setDirection(direction).build();
    return ids(
        person.call(GraphServiceGrpc.getListFollowRequestsMethod(), request).getAccountsList());
  }

  private List<String> followersOfAna() {
    var request = ListFollowersRequest.newBuilder().setAccountId("me").build();
    return ids(ana.call(GraphServiceGrpc.getListFollowersMethod(), request).getAccountsList());
  }

  private Account.Counts countsOf(Person person) {
    var request = GetAccountRequest.newBuilder().setAccountId(person.id()).build();
    return ana.call(AccountServiceGrpc.getGetAccountMethod(), request).getAccount().getCounts();
  }

  private static List<String> feedOf(Person person) {
    return person
        .call(FeedServiceGrpc.getListHomePostsMethod(), ListHomePostsRequest.getDefaultInstance())
        .getPostsList()
        .stream()
        .map(Post::getId)
        .toList();
  }

  private static List<String> ids(List<AccountSummary> accounts) {
    return accounts.stream().map(AccountSummary::getId).toList();
  }
}
