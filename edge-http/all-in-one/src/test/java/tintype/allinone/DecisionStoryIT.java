package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountSummary;
import tintype.graph.v1.AccountMute;
import tintype.graph.v1.AddCloseFriendRequest;
import tintype.graph.v1.AddFavouriteRequest;
import tintype.graph.v1.BatchGetRelationshipsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListCloseFriendsRequest;
import tintype.graph.v1.ListFavouritesRequest;
import tintype.graph.v1.ListMutesRequest;
import tintype.graph.v1.ListRestrictedRequest;
import tintype.graph.v1.MuteRequest;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.RemoveCloseFriendRequest;
import tintype.graph.v1.RemoveFavouriteRequest;
import tintype.graph.v1.RestrictRequest;
import tintype.graph.v1.UnmuteRequest;
import tintype.graph.v1.UnrestrictRequest;
import tintype.testkit.EndToEnd;

/** What people decide about others for themselves; the others never notice. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class DecisionStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Parameter Way way;
  private Person ana;
  private Person ben;

  @BeforeEach
  void register() {
    ana = Person.register(SYSTEM.enter(way));
    ben = Person.register(SYSTEM.enter(way));
  }

  @Test
  void aMuteHasItsPartsAndItsEnds() {
    Timestamp end = Timestamp.newBuilder().setSeconds(4_102_444_800L).setNanos(5_000_000).build();
    mute(MuteRequest.newBuilder().setPosts(true).setEndTime(end));
    Relationship both = mute(MuteRequest.newBuilder().setStories(true));

    assertThat(both).isEqualTo(between().setMutingPosts(true).setMutingStories(true).build());
    assertThat(mutes().getAccount().getUsername()).isEqualTo(ben.account().getUsername());
    assertThat(mutes().getPostsEndTime()).isEqualTo(end);
    assertThat(mutes().hasStoriesEndTime()).isFalse();

    var unmute = UnmuteRequest.newBuilder().setAccountId(ben.id());
    assertThat(unmute(unmute.setPosts(true).build())).isEqualTo(onlyStories());
    assertThat(unmute(unmute.setPosts(true).build())).isEqualTo(onlyStories());
    assertThat(unmute(unmute.clearPosts().build())).isEqualTo(between().build());
  }

  @Test
  void aMuteThatWouldHaveEndedAlreadyIsRefused() {
    Timestamp past = Timestamp.newBuilder().setSeconds(7).build();

    assertThat(Refused.by(() -> mute(MuteRequest.newBuilder().setEndTime(past))).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
  }

  @Test
  void restrictedOnesAreListedUntilTheyAreNot() {
    var restrict = RestrictRequest.newBuilder().setAccountId(ben.id()).build();
    var unrestrict = UnrestrictRequest.newBuilder().setAccountId(ben.id()).build();
    var list = ListRestrictedRequest.getDefaultInstance();

    assertThat(ana.call(GraphServiceGrpc.getRestrictMethod(), restrict).getRelationship())
        .isEqualTo(between().setRestricting(true).build());
    assertThat(ana.call(GraphServiceGrpc.getListRestrictedMethod(), list).getAccountsList())
        .extracting(AccountSummary::getId)
        .containsExactly(ben.id());
    assertThat(ana.call(GraphServiceGrpc.getUnrestrictMethod(), unrestrict).getRelationship())
        .isEqualTo(between().build());
    assertThat(ana.call(GraphServiceGrpc.getListRestrictedMethod(), list).getAccountsList())
        .isEmpty();
  }

  @Test
  void closeFriendsAndFavouritesAreListedUntilTheyAreNot() {
    var friend = AddCloseFriendRequest.newBuilder().setAccountId(ben.id()).build();
    var noFriend = RemoveCloseFriendRequest.newBuilder().setAccountId(ben.id()).build();
    var favourite = AddFavouriteRequest.newBuilder().setAccountId(ben.id()).build();
    var noFavourite = RemoveFavouriteRequest.newBuilder().setAccountId(ben.id()).build();

    ana.call(GraphServiceGrpc.getAddCloseFriendMethod(), friend);
    assertThat(ana.call(GraphServiceGrpc.getAddFavouriteMethod(), favourite).getRelationship())
        .isEqualTo(between().setCloseFriend(true).setFavourite(true).build());
    assertThat(closeFriends()).isEqualTo(1);
    assertThat(favourites()).isEqualTo(1);

    ana.call(GraphServiceGrpc.getRemoveCloseFriendMethod(), noFriend);
    assertThat(closeFriends()).isZero();
    assertThat(favourites()).isEqualTo(1);
    assertThat(ana.call(GraphServiceGrpc.getRemoveFavouriteMethod(), noFavourite).getRelationship())
        .isEqualTo(between().build());
    assertThat(favourites()).isZero();
  }

  @Test
  void theOthersDoNotNotice() {
    ben.follow(ana);
    Relationship before = seenByBen();

    mute(MuteRequest.newBuilder());
    ana.call(
        GraphServiceGrpc.getRestrictMethod(),
        RestrictRequest.newBuilder().setAccountId(ben.id()).build());

    assertThat(seenByBen()).isEqualTo(before);
  }

  @Test
  void nobodyMutesThemselvesOrNobody() {
    var self = MuteRequest.newBuilder().setAccountId("me").build();
    var nobody = MuteRequest.newBuilder().setAccountId("1").build();

    assertThat(Refused.by(() -> ana.call(GraphServiceGrpc.getMuteMethod(), self)).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT CANNOT_ACT_ON_SELF");
    assertThat(Refused.by(() -> ana.call(GraphServiceGrpc.getMuteMethod(), nobody)).codeAndReason())
        .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
  }

  private Relationship.Builder between() {
    return Relationship.newBuilder().setAccountId(ben.id());
  }

  private Relationship onlyStories() {
    return between().setMutingStories(true).build();
  }

  private Relationship mute(MuteRequest.Builder request) {
    return ana.call(GraphServiceGrpc.getMuteMethod(), request.setAccountId(ben.id()).build())
        .getRelationship();
  }

  private Relationship unmute(UnmuteRequest request) {
    return ana.call(GraphServiceGrpc.getUnmuteMethod(), request).getRelationship();
  }

  private AccountMute mutes() {
    return ana.call(GraphServiceGrpc.getListMutesMethod(), ListMutesRequest.getDefaultInstance())
        .getMutes(0);
  }

  private int closeFriends() {
    var request = ListCloseFriendsRequest.getDefaultInstance();
    return ana.call(GraphServiceGrpc.getListCloseFriendsMethod(), request).getAccountsCount();
  }

  private int favourites() {
    var request = ListFavouritesRequest.getDefaultInstance();
    return ana.call(GraphServiceGrpc.getListFavouritesMethod(), request).getAccountsCount();
  }

  private Relationship seenByBen() {
    var request = BatchGetRelationshipsRequest.newBuilder().addAccountIds(ana.id()).build();
    return ben.call(GraphServiceGrpc.getBatchGetRelationshipsMethod(), request).getRelationships(0);
  }
}
