package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
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
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.ListAccountsRequest;
import tintype.account.v1.ReinstateRequest;
import tintype.account.v1.SetRolesRequest;
import tintype.account.v1.SetVerifiedRequest;
import tintype.account.v1.StaffAccount;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.account.v1.SuspendRequest;
import tintype.allinone.ReadSurface.Viewer;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowersRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.ListPostLikesRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** What staff do to accounts, and what everybody else sees of it. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class StaffStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(5);

  @Parameter Way way;
  private Person mia;
  private Person ana;
  private Person ben;

  @BeforeEach
  void register() {
    Calls calls = SYSTEM.enter(way);
    mia = Staff.appoint(SYSTEM, Person.register(calls), Role.MODERATOR);
    ana = Person.register(calls);
    ben = Person.register(calls);
    Eventually.awaitPass(SOON, () -> assertThat(find(ana).hasAccount()).isTrue());
  }

  @Test
  void aSuspendedAccountVanishesFromEverySurfaceAndComesBackWhole() {
    ben.follow(ana);
    ana.follow(ben);
    Post post = ReadSurface.publish(ana);
    ana.call(
        PostServiceGrpc.getLikePostMethod(),
        LikePostRequest.newBuilder().setPostId(post.getId()).build());
    Post bens = ben.post("Ben's");
    ana.call(
        PostServiceGrpc.getLikePostMethod(),
        LikePostRequest.newBuilder().setPostId(bens.getId()).build());
    Viewer viewer = new Viewer(ben.calls(), ben.token());
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(ReadSurface.thatShow(viewer, ana, post))
                .contains(
                    ReadSurface.HOME_FEED,
                    ReadSurface.LIST_HASHTAG_POSTS,
                    ReadSurface.LIST_PLACE_POSTS,
                    ReadSurface.LIST_TAGGED_POSTS));
    var shown = ReadSurface.thatShow(viewer, ana, post);

    StaffAccount suspended = suspend(ana);

    assertThat(suspended.getState()).isEqualTo(StaffAccount.State.SUSPENDED);
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(refusal(ReadSurface.LIST_FOLLOWERS, viewer, post))
              .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
          assertThat(refusal(ReadSurface.GET_POST, viewer, post))
              .isEqualTo("NOT_FOUND POST_NOT_FOUND");
          assertThat(ReadSurface.HOME_FEED.shows(viewer, ana, post)).isFalse();
          assertThat(likersOf(bens)).isZero();
          assertThat(followersOfBen()).isZero();
        });

    reinstate(ana);

    Eventually.awaitPass(
        SOON, () -> assertThat(ReadSurface.thatShow(viewer, ana, post)).isEqualTo(shown));
    assertThat(likersOf(bens)).isEqualTo(1);
    assertThat(followersOfBen()).isEqualTo(1);
  }

  @Test
  void aSuspendedAccountLeavesTheCountsOfOthersAndReturnsToThem() {
    Person cat = Person.register(SYSTEM.enter(way));
    ana.follow(ben);
    ben.follow(ana);
    cat.follow(ben);
    Eventually.awaitPass(SOON, () -> assertThat(countsOf(ben)).containsExactly(1, 2));

    suspend(ana);
    Eventually.awaitPass(SOON, () -> assertThat(countsOf(ben)).containsExactly(0, 1));

    reinstate(ana);
    Eventually.awaitPass(SOON, () -> assertThat(countsOf(ben)).containsExactly(1, 2));
    assertThat(countsOf(ana)).containsExactly(1, 1);
    assertThat(countsOf(cat)).containsExactly(1, 0);
  }

  @Test
  void theSessionsOfASuspendedAccountEnd() {
    Person elsewhere = ana.onAnotherDevice();

    suspend(ana);

    for (Person session : List.of(ana, elsewhere)) {
      Eventually.awaitPass(
          SOON,
          () ->
              assertThat(Refused.by(() -> me(session)).codeAndReason())
                  .isEqualTo("UNAUTHENTICATED TOKEN_INVALID"));
    }
    assertThat(Refused.by(ana::onAnotherDevice).codeAndReason())
        .isEqualTo("PERMISSION_DENIED ACCOUNT_SUSPENDED");
    reinstate(ana);
    assertThat(me(ana.onAnotherDevice())).isEqualTo(ana.id());
  }

  @Test
  void staffFindAccounts() {
    assertThat(find(ana).getState()).isEqualTo(StaffAccount.State.ACTIVE);
    assertThat(find(mia).getRolesList()).containsExactly(Role.MODERATOR);
    suspend(ana);
    assertThat(find(ana).getSuspension().getReason()).isEqualTo("spam");
  }

  @Test
  void staffVouchForNames() {
    var request =
        SetVerifiedRequest.newBuilder()
            .setAccountId(ana.id())
            .setVerified(true)
            .setReason("a letter came");

    var answer = staffCall(StaffAccountServiceGrpc.getSetVerifiedMethod(), request.build());

    assertThat(answer.getAccount().getAccount().getVerified()).isTrue();
  }

  @Test
  void aRoleThatIsTakenAwayIsGoneSoon() {
    Staff.appoint(SYSTEM, mia);

    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(Refused.by(() -> find(ana)).codeAndReason())
                .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED"));
  }

  @Test
  void onlyAdminsGiveRoles() {
    var request =
        SetRolesRequest.newBuilder().setAccountId(ana.id()).addRoles(Role.ADMIN).setReason("why");
    var method = StaffAccountServiceGrpc.getSetRolesMethod();
    assertThat(Refused.by(() -> staffCall(method, request.build())).codeAndReason())
        .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED");

    Staff.appoint(SYSTEM, mia, Role.ADMIN);

    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(staffCall(method, request.build()).getAccount().getRolesList())
                .containsExactly(Role.ADMIN));
  }

  private <Q extends Message, A extends Message> A staffCall(
      MethodDescriptor<Q, A> rpc, Q request) {
    return mia.call(rpc, request);
  }

  private StaffAccount suspend(Person person) {
    var request = SuspendRequest.newBuilder().setAccountId(person.id()).setReason("spam").build();
    return staffCall(StaffAccountServiceGrpc.getSuspendMethod(), request).getAccount();
  }

  private void reinstate(Person person) {
    var request =
        ReinstateRequest.newBuilder().setAccountId(person.id()).setReason("a mistake").build();
    staffCall(StaffAccountServiceGrpc.getReinstateMethod(), request);
  }

  private StaffAccount find(Person person) {
    var request =
        ListAccountsRequest.newBuilder()
            .setFilter("username = \"" + person.account().getUsername() + "\"")
            .build();
    return staffCall(StaffAccountServiceGrpc.getListAccountsMethod(), request).getAccounts(0);
  }

  private String refusal(ReadSurface surface, Viewer viewer, Post post) {
    return Refused.by(() -> surface.shows(viewer, ana, post)).codeAndReason();
  }

  /** Whom a person follows and who follows it, as Ben sees them. */
  private List<Integer> countsOf(Person person) {
    var request = GetAccountRequest.newBuilder().setAccountId(person.id()).build();
    Account.Counts counts =
        ben.call(AccountServiceGrpc.getGetAccountMethod(), request).getAccount().getCounts();
    return List.of(counts.getFollowing(), counts.getFollowers());
  }

  private int likersOf(Post post) {
    var request = ListPostLikesRequest.newBuilder().setPostId(post.getId()).build();
    return ben.call(PostServiceGrpc.getListPostLikesMethod(), request).getAccountsCount();
  }

  private int followersOfBen() {
    var request = ListFollowersRequest.newBuilder().setAccountId("me").build();
    return ben.call(GraphServiceGrpc.getListFollowersMethod(), request).getAccountsCount();
  }

  private static String me(Person person) {
    return person
        .call(AccountServiceGrpc.getGetMeMethod(), GetMeRequest.getDefaultInstance())
        .getMe()
        .getAccount()
        .getId();
  }
}
