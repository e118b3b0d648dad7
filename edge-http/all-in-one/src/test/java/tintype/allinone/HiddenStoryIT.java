package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.ReinstateRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.account.v1.SuspendRequest;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreateCommentRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.LikeCommentRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.ListCommentsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.SavePostRequest;
import tintype.media.v1.Share;
import tintype.media.v1.SharePostRequest;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** What Ana has done under a post of Ben's, while staff suspend her and afterwards. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class HiddenStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(10);

  @Parameter Way way;
  private Person mia;
  private Person ana;
  private Person ben;
  private Person cat;
  private Post post;

  @BeforeEach
  void register() {
    Calls calls = SYSTEM.enter(way);
    mia = Staff.appoint(SYSTEM, Person.register(calls), Role.MODERATOR);
    ana = Person.register(calls);
    ben = Person.register(calls);
    cat = Person.register(calls);
    post = ben.post("Ben's");
  }

  @Test
  void itLeavesTheCountsAndComesBackWhole() {
    Comment thread = ben.comment(post, "Talk to me");
    for (Person who : List.of(ana, cat)) {
      engage(who, thread);
    }
    awaitCounts(2, 3, 2, 2);
    awaitThread(thread, 2, 2);

    suspend();
    awaitCounts(1, 2, 1, 1);
    awaitThread(thread, 1, 1);

    reinstate();
    awaitCounts(2, 3, 2, 2);
    awaitThread(thread, 2, 2);
  }

  private void engage(Person who, Comment thread) {
    who.call(
        PostServiceGrpc.getLikePostMethod(),
        LikePostRequest.newBuilder().setPostId(post.getId()).build());
    who.call(
        CollectionServiceGrpc.getSavePostMethod(),
        SavePostRequest.newBuilder().setPostId(post.getId()).build());
    who.call(
        PostServiceGrpc.getSharePostMethod(),
        SharePostRequest.newBuilder()
            .setPostId(post.getId())
            .setChannel(Share.Channel.LINK)
            .setRequestId(UUID.randomUUID().toString())
            .build());
    who.call(
        CommentServiceGrpc.getCreateCommentMethod(),
        CreateCommentRequest.newBuilder()
            .setPostId(post.getId())
            .setReplyTo(thread.getId())
            .setText("Gladly")
            .setRequestId(UUID.randomUUID().toString())
            .build());
    who.call(
        CommentServiceGrpc.getLikeCommentMethod(),
        LikeCommentRequest.newBuilder()
            .setPostId(post.getId())
            .setCommentId(thread.getId())
            .build());
  }

  private void suspend() {
    var request = SuspendRequest.newBuilder().setAccountId(ana.id()).setReason("spam").build();
    mia.call(StaffAccountServiceGrpc.getSuspendMethod(), request);
  }

  private void reinstate() {
    var request = ReinstateRequest.newBuilder().setAccountId(ana.id()).setReason("sorry").build();
    mia.call(StaffAccountServiceGrpc.getReinstateMethod(), request);
  }

  private void awaitCounts(int likes, int comments, int saves, int shares) {
    Post.Counts counts =
        Post.Counts.newBuilder()
            .setLikes(likes)
            .setComments(comments)
            .setSaves(saves)
            .setShares(shares)
            .build();
    var request = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(ben.call(PostServiceGrpc.getGetPostMethod(), request).getPost().getCounts())
                .isEqualTo(counts));
  }

  private void awaitThread(Comment thread, int replies, int likes) {
    var request = ListCommentsRequest.newBuilder().setPostId(post.getId()).build();
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(
                    ben.call(CommentServiceGrpc.getListCommentsMethod(), request).getCommentsList())
                .singleElement()
                .satisfies(
                    one -> {
                      assertThat(one.getId()).isEqualTo(thread.getId());
                      assertThat(one.getCounts().getReplies()).isEqualTo(replies);
                      assertThat(one.getCounts().getLikes()).isEqualTo(likes);
                    }));
  }
}
