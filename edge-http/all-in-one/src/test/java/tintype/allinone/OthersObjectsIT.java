package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreateCollectionRequest;
import tintype.media.v1.DeleteCollectionRequest;
import tintype.media.v1.DeleteCommentRequest;
import tintype.media.v1.GetCollectionRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.SavePostRequest;
import tintype.testkit.Pictures;

/** What is another's. */
@ParameterizedClass
@EnumSource(Transport.class)
class OthersObjectsIT {
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
  void anothersPostIsNotDeleted() {
    Post post = ana.post("Ana's");
    Footprint before = SYSTEM.footprint();

    Refused refused = Refused.by(() -> ben.delete(post));

    assertThat(refused.codeAndReason()).isEqualTo("PERMISSION_DENIED NOT_THE_AUTHOR");
    assertThat(SYSTEM.footprint()).isEqualTo(before);
    var request = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    assertThat(ben.call(PostServiceGrpc.getGetPostMethod(), request).getPost()).isEqualTo(post);
  }

  @Test
  void anothersUploadLooksAbsent() {
    Media media = ana.upload(Pictures.jpeg(32, 32, 1));
    Footprint before = SYSTEM.footprint();

    Refused posted = Refused.by(() -> ben.post("Stolen", media));
    Refused seen =
        Refused.by(
            () -> calls.download(ben.token(), media.getId(), media.getRenditions(0).getName()));

    assertThat(posted.codeAndReason()).isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    assertThat(seen.codeAndReason()).isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    assertThat(SYSTEM.footprint()).isEqualTo(before);
  }

  @Test
  void anothersCollectionLooksAbsent() {
    Post post = ben.post("Ben's");
    String id =
        ana.call(
                CollectionServiceGrpc.getCreateCollectionMethod(),
                CreateCollectionRequest.newBuilder().setName("Ana's").build())
            .getCollection()
            .getId();
    String absent = "NOT_FOUND COLLECTION_NOT_FOUND";
    Footprint before = SYSTEM.footprint();

    assertThat(
            Refused.by(
                    () ->
                        ben.call(
                            CollectionServiceGrpc.getGetCollectionMethod(),
                            GetCollectionRequest.newBuilder().setCollectionId(id).build()))
                .codeAndReason())
        .isEqualTo(absent);
    assertThat(
            Refused.by(
                    () ->
                        ben.call(
                            CollectionServiceGrpc.getDeleteCollectionMethod(),
                            DeleteCollectionRequest.newBuilder().setCollectionId(id).build()))
                .codeAndReason())
        .isEqualTo(absent);
    assertThat(
            Refused.by(
                    () ->
                        ben.call(
                            CollectionServiceGrpc.getSavePostMethod(),
                            SavePostRequest.newBuilder()
                                .setPostId(post.getId())
                                .setCollectionId(id)
                                .build()))
                .codeAndReason())
        .isEqualTo(absent);
    assertThat(SYSTEM.footprint()).isEqualTo(before);
  }

  @Test
  void anothersCommentIsNotDeleted() {
    Comment comment = ana.comment(ana.post("Ana's"), "Ana's too");
    var request =
        DeleteCommentRequest.newBuilder()
            .setPostId(comment.getPostId())
            .setCommentId(comment.getId())
            .build();
    Footprint before = SYSTEM.footprint();

    Refused refused =
        Refused.by(() -> ben.call(CommentServiceGrpc.getDeleteCommentMethod(), request));

    assertThat(refused.codeAndReason()).isEqualTo("PERMISSION_DENIED NOT_THE_COMMENTER");
    assertThat(SYSTEM.footprint()).isEqualTo(before);
  }

  @Test
  void anothersFeedIsNotRead() {
    var request = GetHomeFeedRequest.newBuilder().setAccountId(ana.number()).build();

    Refused refused =
        Refused.by(
            () -> ben.over(SYSTEM.grpc()).call(FeedServiceGrpc.getGetHomeFeedMethod(), request));

    assertThat(refused.codeAndReason()).isEqualTo("PERMISSION_DENIED NOT_YOUR_FEED");
  }
}
