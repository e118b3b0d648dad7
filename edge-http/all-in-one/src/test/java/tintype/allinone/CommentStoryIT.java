package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.RestrictRequest;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreateCommentRequest;
import tintype.media.v1.DeleteCommentRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.LikeCommentRequest;
import tintype.media.v1.ListCommentsRequest;
import tintype.media.v1.ListCommentsResponse;
import tintype.media.v1.ListRepliesRequest;
import tintype.media.v1.PinCommentRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.UnlikeCommentRequest;
import tintype.media.v1.UnpinCommentRequest;
import tintype.media.v1.UpdateCommentRequest;
import tintype.media.v1.UpdatePostRequest;
import tintype.testkit.EndToEnd;

/** What people say under a post of Ana's. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class CommentStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Parameter Way way;
  private Person ana;
  private Person ben;
  private Person cat;
  private Post post;

  @BeforeEach
  void publish() {
    Calls calls = SYSTEM.enter(way);
    ana = Person.register(calls);
    ben = Person.register(calls);
    cat = Person.register(calls);
    post = ana.post("Talk to me");
  }

  @Test
  void aThreadIsWrittenLikedEditedAndTakenApart() {
    Comment first = ben.comment(post, "First");
    Comment reply = reply(cat, first, "Second");
    Comment answer = reply(ben, reply, "No, first");

    assertThat(answer.getThreadId()).isEqualTo(first.getId());
    assertThat(answer.getReplyTo()).isEqualTo(reply.getId());
    assertThat(answer.getReplyToAuthor().getUsername()).isEqualTo(cat.account().getUsername());
    assertThat(comments(ana).getFirst().getCounts().getReplies()).isEqualTo(2);
    assertThat(replies(ana, first)).containsExactly(reply, answer);
    assertThat(count()).isEqualTo(3);

    var like = LikeCommentRequest.newBuilder().setPostId(post.getId()).setCommentId(reply.getId());
    assertThat(say(ana, CommentServiceGrpc.getLikeCommentMethod(), like.build()).getComment())
        .satisfies(
            liked -> {
              assertThat(liked.getCounts().getLikes()).isEqualTo(1);
              assertThat(liked.getViewer().getLiked()).isTrue();
            });
    var unlike =
        UnlikeCommentRequest.newBuilder().setPostId(post.getId()).setCommentId(reply.getId());
    assertThat(say(ana, CommentServiceGrpc.getUnlikeCommentMethod(), unlike.build()).getComment())
        .isEqualTo(reply);

    var edit =
        UpdateCommentRequest.newBuilder()
            .setPostId(post.getId())
            .setCommentId(reply.getId())
            .setText("Third");
    assertThat(say(cat, CommentServiceGrpc.getUpdateCommentMethod(), edit.build()).getComment())
        .isEqualTo(reply.toBuilder().setText("Third").setEdited(true).build());

    delete(ben, first);
    assertThat(comments(cat).getFirst().getDeleted()).isTrue();
    assertThat(count()).isEqualTo(2);
    delete(ana, reply);
    delete(ben, answer);
    assertThat(comments(cat)).isEmpty();
    assertThat(count()).isZero();
  }

  @Test
  void pinnedOnesComeFirst() {
    Comment old = ben.comment(post, "Old");
    cat.comment(post, "New");
    var pin = PinCommentRequest.newBuilder().setPostId(post.getId()).setCommentId(old.getId());
    var unpin = UnpinCommentRequest.newBuilder().setPostId(post.getId()).setCommentId(old.getId());

    assertThat(say(ana, CommentServiceGrpc.getPinCommentMethod(), pin.build()).getComment())
        .isEqualTo(old.toBuilder().setPinned(true).build());
    assertThat(comments(cat)).extracting(Comment::getText).containsExactly("Old", "New");
    assertThat(
            Refused.by(() -> say(ben, CommentServiceGrpc.getPinCommentMethod(), pin.build()))
                .codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_AUTHOR");
    assertThat(say(ana, CommentServiceGrpc.getUnpinCommentMethod(), unpin.build()).getComment())
        .isEqualTo(old);
    assertThat(comments(cat)).extracting(Comment::getText).containsExactly("New", "Old");
  }

  @Test
  void pagesGoOn() {
    for (String text : List.of("One", "Two", "Three")) {
      ben.comment(post, text);
    }
    ListCommentsResponse first = page(2, "");

    assertThat(first.getCommentsList())
        .extracting(Comment::getText)
        .containsExactly("Three", "Two");
    ListCommentsResponse last = page(2, first.getNextPageToken());
    assertThat(last.getCommentsList()).extracting(Comment::getText).containsExactly("One");
    assertThat(last.getNextPageToken()).isEmpty();
  }

  @Test
  void aRetriedCommentIsOneComment() {
    var request =
        CreateCommentRequest.newBuilder()
            .setPostId(post.getId())
            .setText("Once")
            .setRequestId(UUID.randomUUID().toString());

    Comment comment = create(ben, request);

    assertThat(create(ben, request)).isEqualTo(comment);
    assertThat(comments(ana)).containsExactly(comment);
    assertThat(Refused.by(() -> create(ben, request.setText("Twice"))).codeAndReason())
        .isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
  }

  @Test
  void commentsCanBeSwitchedOff() {
    ben.comment(post, "In time");
    var off = UpdatePostRequest.newBuilder().setPostId(post.getId()).setCommentsOff(true).build();

    assertThat(say(ana, PostServiceGrpc.getUpdatePostMethod(), off).getPost().getCommentsOff())
        .isTrue();

    assertThat(Refused.by(() -> cat.comment(post, "Too late")).codeAndReason())
        .isEqualTo("FAILED_PRECONDITION COMMENTS_OFF");
    assertThat(comments(cat)).extracting(Comment::getText).containsExactly("In time");
  }

  @Test
  void whomAnaRestrictsTalksToThemselves() {
    var restrict = RestrictRequest.newBuilder().setAccountId(ben.id()).build();
    ana.call(GraphServiceGrpc.getRestrictMethod(), restrict);

    Comment comment = ben.comment(post, "Anybody there?");

    assertThat(comments(ben)).containsExactly(comment);
    assertThat(comments(ana)).isEmpty();
    assertThat(comments(cat)).isEmpty();
  }

  @Test
  void commentsGoWithTheirPost() {
    Comment comment = ben.comment(post, "While it lasts");
    ana.delete(post);

    assertThat(Refused.by(() -> comments(ben)).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(Refused.by(() -> delete(ben, comment)).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
  }

  @Test
  void badTextsAreRefused() {
    for (String text : List.of("", " \n", "x".repeat(1_001))) {
      assertThat(Refused.by(() -> ben.comment(post, text)).fields()).containsExactly("text");
    }
  }

  private static <Q extends Message, A extends Message> A say(
      Person who, MethodDescriptor<Q, A> method, Q request) {
    return who.call(method, request);
  }

  private static Comment create(Person who, CreateCommentRequest.Builder request) {
    return say(who, CommentServiceGrpc.getCreateCommentMethod(), request.build()).getComment();
  }

  private Comment reply(Person who, Comment to, String text) {
    return create(
        who,
        CreateCommentRequest.newBuilder()
            .setPostId(post.getId())
            .setReplyTo(to.getId())
            .setText(text));
  }

  private void delete(Person who, Comment comment) {
    var request =
        DeleteCommentRequest.newBuilder()
            .setPostId(post.getId())
            .setCommentId(comment.getId())
            .build();
    say(who, CommentServiceGrpc.getDeleteCommentMethod(), request);
  }

  private List<Comment> comments(Person viewer) {
    var request = ListCommentsRequest.newBuilder().setPostId(post.getId()).build();
    return say(viewer, CommentServiceGrpc.getListCommentsMethod(), request).getCommentsList();
  }

  private ListCommentsResponse page(int size, String token) {
    var request =
        ListCommentsRequest.newBuilder()
            .setPostId(post.getId())
            .setPageSize(size)
            .setPageToken(token)
            .build();
    return say(ana, CommentServiceGrpc.getListCommentsMethod(), request);
  }

  private List<Comment> replies(Person viewer, Comment thread) {
    var request =
        ListRepliesRequest.newBuilder()
            .setPostId(post.getId())
            .setCommentId(thread.getId())
            .build();
    return say(viewer, CommentServiceGrpc.getListRepliesMethod(), request).getRepliesList();
  }

  private int count() {
    var request = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    return say(ana, PostServiceGrpc.getGetPostMethod(), request)
        .getPost()
        .getCounts()
        .getComments();
  }
}
