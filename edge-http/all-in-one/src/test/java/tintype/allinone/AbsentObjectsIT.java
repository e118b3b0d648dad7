package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetAccountByUsernameRequest;
import tintype.account.v1.GetAccountRequest;
import tintype.graph.v1.AcceptRequest;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.DeclineRequest;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.ListFollowingRequest;
import tintype.graph.v1.ListMutualFollowersRequest;
import tintype.graph.v1.RemoveFollowerRequest;
import tintype.graph.v1.UnblockRequest;
import tintype.graph.v1.UnfollowRequest;
import tintype.media.v1.ArchivePostRequest;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.DeletePostRequest;
import tintype.media.v1.GetPlaceRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListCommentsRequest;
import tintype.media.v1.ListTaggedPostsRequest;
import tintype.media.v1.PinPostRequest;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.RestorePostRequest;
import tintype.media.v1.TopicServiceGrpc;
import tintype.media.v1.UnarchivePostRequest;
import tintype.media.v1.UnpinPostRequest;

/** What is not there, and what cannot be. */
@ParameterizedClass
@EnumSource(Transport.class)
class AbsentObjectsIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  /** An id of the right form that nobody has. */
  private static final String ABSENT = "1";

  @Parameter Transport transport;
  private Calls calls;
  private Person ana;

  @BeforeEach
  void register() {
    calls = SYSTEM.calls(transport);
    ana = Person.register(calls);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String account = "NOT_FOUND ACCOUNT_NOT_FOUND";
    String post = "NOT_FOUND POST_NOT_FOUND";
    Footprint before = SYSTEM.footprint();

    assertThat(refused(AccountServiceGrpc.getGetAccountMethod(), account(ABSENT)))
        .isEqualTo(account);
    assertThat(
            refused(
                AccountServiceGrpc.getGetAccountByUsernameMethod(),
                GetAccountByUsernameRequest.newBuilder().setUsername("no.such.person").build()))
        .isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getFollowMethod(), follow(ABSENT))).isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getUnfollowMethod(), unfollow(ABSENT))).isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getBlockMethod(), block(ABSENT))).isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getUnblockMethod(), unblock(ABSENT))).isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getAcceptMethod(), accept(ABSENT))).isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getDeclineMethod(), decline(ABSENT))).isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getRemoveFollowerMethod(), removeFollower(ABSENT)))
        .isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getListFollowersMethod(), followers(ABSENT)))
        .isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getListMutualFollowersMethod(), mutual(ABSENT)))
        .isEqualTo(account);
    assertThat(refused(GraphServiceGrpc.getListFollowingMethod(), following(ABSENT)))
        .isEqualTo(account);
    assertThat(refused(PostServiceGrpc.getListAccountPostsMethod(), posts(ABSENT)))
        .isEqualTo(account);
    for (String id : new String[] {"1_1", "1_" + ana.id(), ana.id() + "_" + ana.id()}) {
      assertThat(refused(PostServiceGrpc.getGetPostMethod(), post(id))).isEqualTo(post);
      assertThat(refused(PostServiceGrpc.getDeletePostMethod(), delete(id))).isEqualTo(post);
      assertThat(refusedMoves(id)).containsOnly(post);
      assertThat(refused(CommentServiceGrpc.getListCommentsMethod(), comments(id))).isEqualTo(post);
    }
    assertThat(refused(PostServiceGrpc.getListTaggedPostsMethod(), tagged(ABSENT)))
        .isEqualTo(account);
    assertThat(refused(TopicServiceGrpc.getGetPlaceMethod(), place(ABSENT)))
        .isEqualTo("NOT_FOUND PLACE_NOT_FOUND");
    assertThat(Refused.by(() -> calls.download(ana.token(), "1_1", "w1080")).codeAndReason())
        .isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    assertThat(SYSTEM.footprint()).isEqualTo(before);
  }

  @Test
  void malformedIdsAreRefused() {
    String bad = "INVALID_ARGUMENT INVALID_FIELD";
    Footprint before = SYSTEM.footprint();

    for (String id : new String[] {"x", "-1", "0", "01", "1 ", "99999999999999999999", "1_1"}) {
      assertThat(refused(AccountServiceGrpc.getGetAccountMethod(), account(id))).isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getFollowMethod(), follow(id))).isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getUnfollowMethod(), unfollow(id))).isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getBlockMethod(), block(id))).isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getUnblockMethod(), unblock(id))).isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getAcceptMethod(), accept(id))).isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getDeclineMethod(), decline(id))).isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getRemoveFollowerMethod(), removeFollower(id)))
          .isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getListFollowersMethod(), followers(id))).isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getListMutualFollowersMethod(), mutual(id)))
          .isEqualTo(bad);
      assertThat(refused(GraphServiceGrpc.getListFollowingMethod(), following(id))).isEqualTo(bad);
      assertThat(refused(PostServiceGrpc.getListAccountPostsMethod(), posts(id))).isEqualTo(bad);
      assertThat(refused(PostServiceGrpc.getListTaggedPostsMethod(), tagged(id))).isEqualTo(bad);
      assertThat(refused(TopicServiceGrpc.getGetPlaceMethod(), place(id))).isEqualTo(bad);
    }
    for (String id : new String[] {"1", "1_", "_1", "1_1_1", "a_b", "0_0", "me_me", "1_-1"}) {
      assertThat(refused(PostServiceGrpc.getGetPostMethod(), post(id))).isEqualTo(bad);
      assertThat(refused(PostServiceGrpc.getDeletePostMethod(), delete(id))).isEqualTo(bad);
      assertThat(refusedMoves(id)).containsOnly(bad);
      assertThat(refused(CommentServiceGrpc.getListCommentsMethod(), comments(id))).isEqualTo(bad);
      assertThat(Refused.by(() -> calls.download(ana.token(), id, "w1080")).codeAndReason())
          .isEqualTo(bad);
    }
    assertThat(SYSTEM.footprint()).isEqualTo(before);
  }

  private <Q extends Message> String refused(
      MethodDescriptor<Q, ? extends Message> method, Q request) {
    return Refused.by(() -> ana.call(method, request)).codeAndReason();
  }

  private static GetAccountRequest account(String id) {
    return GetAccountRequest.newBuilder().setAccountId(id).build();
  }

  private static FollowRequest follow(String id) {
    return FollowRequest.newBuilder().setAccountId(id).build();
  }

  private static UnfollowRequest unfollow(String id) {
    return UnfollowRequest.newBuilder().setAccountId(id).build();
  }

  private static BlockRequest block(String id) {
    return BlockRequest.newBuilder().setAccountId(id).build();
  }

  private static UnblockRequest unblock(String id) {
    return UnblockRequest.newBuilder().setAccountId(id).build();
  }

  private static ListMutualFollowersRequest mutual(String id) {
    return ListMutualFollowersRequest.newBuilder().setAccountId(id).build();
  }

  private static AcceptRequest accept(String id) {
    return AcceptRequest.newBuilder().setAccountId(id).build();
  }

  private static DeclineRequest decline(String id) {
    return DeclineRequest.newBuilder().setAccountId(id).build();
  }

  private static RemoveFollowerRequest removeFollower(String id) {
    return RemoveFollowerRequest.newBuilder().setAccountId(id).build();
  }

  private static ListFollowersRequest followers(String id) {
    return ListFollowersRequest.newBuilder().setAccountId(id).build();
  }

  private static ListFollowingRequest following(String id) {
    return ListFollowingRequest.newBuilder().setAccountId(id).build();
  }

  private static ListAccountPostsRequest posts(String id) {
    return ListAccountPostsRequest.newBuilder().setAccountId(id).build();
  }

  private static ListTaggedPostsRequest tagged(String id) {
    return ListTaggedPostsRequest.newBuilder().setAccountId(id).build();
  }

  private static GetPlaceRequest place(String id) {
    return GetPlaceRequest.newBuilder().setPlaceId(id).build();
  }

  private static GetPostRequest post(String id) {
    return GetPostRequest.newBuilder().setPostId(id).build();
  }

  /** How each way to move a post of this id is refused. */
  private List<String> refusedMoves(String id) {
    return List.of(
        refused(
            PostServiceGrpc.getArchivePostMethod(),
            ArchivePostRequest.newBuilder().setPostId(id).build()),
        refused(
            PostServiceGrpc.getUnarchivePostMethod(),
            UnarchivePostRequest.newBuilder().setPostId(id).build()),
        refused(
            PostServiceGrpc.getRestorePostMethod(),
            RestorePostRequest.newBuilder().setPostId(id).build()),
        refused(
            PostServiceGrpc.getPinPostMethod(), PinPostRequest.newBuilder().setPostId(id).build()),
        refused(
            PostServiceGrpc.getUnpinPostMethod(),
            UnpinPostRequest.newBuilder().setPostId(id).build()));
  }

  private static ListCommentsRequest comments(String id) {
    return ListCommentsRequest.newBuilder().setPostId(id).build();
  }

  private static DeletePostRequest delete(String id) {
    return DeletePostRequest.newBuilder().setPostId(id).build();
  }
}
