package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.media.v1.CreateDraftRequest;
import tintype.media.v1.DeleteDraftRequest;
import tintype.media.v1.Draft;
import tintype.media.v1.GetDraftRequest;
import tintype.media.v1.ListDraftsRequest;
import tintype.media.v1.Mention;
import tintype.media.v1.PeopleTag;
import tintype.media.v1.Place;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.PublishDraftRequest;
import tintype.media.v1.PublishDraftResponse;
import tintype.media.v1.UpdateDraftRequest;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;
import tintype.testkit.Pictures;

/** People prepare posts, and have them published later. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class DraftStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(20);

  @Parameter Way way;
  private Person ana;
  private Person reader;

  @BeforeEach
  void register() {
    Calls calls = SYSTEM.enter(way);
    ana = Person.register(calls);
    reader = Person.register(calls);
    reader.follow(ana);
  }

  @Test
  void aDraftBecomesAPost() {
    Draft empty = draft("an idea");
    var picture = ana.upload(Pictures.jpeg(40, 30, 1));
    var update =
        UpdateDraftRequest.newBuilder().setDraftId(empty.getId()).addMediaIds(picture.getId());
    Draft draft = ana.call(PostServiceGrpc.getUpdateDraftMethod(), update.build()).getDraft();

    assertThat(drafts()).containsExactly(draft);
    assertThat(get(ana, draft)).isEqualTo(draft);
    assertThat(Refused.by(() -> get(reader, draft)).codeAndReason())
        .isEqualTo("NOT_FOUND DRAFT_NOT_FOUND");

    Post post = publish(request(draft)).getPost();

    assertThat(post.getCaption()).isEqualTo("an idea");
    assertThat(post.getMedia(0).getId()).isEqualTo(picture.getId());
    assertThat(publish(request(draft)).getPost()).isEqualTo(post);
    assertThat(drafts()).isEmpty();
    assertThat(feed(ana)).containsExactly(post);
    Eventually.awaitPass(SOON, () -> assertThat(feed(reader)).containsExactly(post));
  }

  @Test
  void aPostFromADraftSaysAllThatTheDraftSaid() {
    var picture = ana.upload(Pictures.jpeg(40, 30, 3));
    String name = reader.account().getUsername();
    var request =
        CreateDraftRequest.newBuilder()
            .addMediaIds(picture.getId())
            .setCaption("With @" + name + " #drafted")
            .setPlace(Place.newBuilder().setName("Louvre").setLatitude(48.86).setLongitude(2.33))
            .addPeopleTags(
                PeopleTag.newBuilder()
                    .setAccountId(reader.id())
                    .setMediaId(picture.getId())
                    .setX(0.5)
                    .setY(0.5));
    Draft draft = ana.call(PostServiceGrpc.getCreateDraftMethod(), request.build()).getDraft();
    assertThat(draft.getPeopleTags(0).getUsername()).isEqualTo(name);

    Post post = publish(request(draft)).getPost();

    assertThat(post.getMentionsList())
        .singleElement()
        .extracting(Mention::getAccountId)
        .isEqualTo(reader.id());
    assertThat(post.getPlace()).isEqualTo(draft.getPlace());
    assertThat(post.getPeopleTagsList()).isEqualTo(draft.getPeopleTagsList());
    assertThat(post.getHashtagsList()).containsExactly("drafted");
  }

  @Test
  void aPlannedPostIsPublishedAtItsTime() {
    Draft draft = draft("planned", ana.upload(Pictures.jpeg(40, 30, 2)).getId());
    Instant time = Instant.now().plusSeconds(2);
    var at =
        Timestamp.newBuilder()
            .setSeconds(time.getEpochSecond())
            .setNanos(time.getNano() / 1000 * 1000);

    PublishDraftResponse planned = publish(request(draft).setPublishTime(at));

    assertThat(planned.hasPost()).isFalse();
    assertThat(planned.getDraft().getPublishTime()).isEqualTo(at.build());
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(feed(reader))
                .singleElement()
                .extracting(Post::getCaption)
                .isEqualTo("planned"));
    assertThat(Instant.now()).isAfter(time);
    assertThat(drafts()).isEmpty();
  }

  @Test
  void aDraftCanBeDropped() {
    Draft draft = draft("no");
    var request = DeleteDraftRequest.newBuilder().setDraftId(draft.getId()).build();

    ana.call(PostServiceGrpc.getDeleteDraftMethod(), request);
    ana.call(PostServiceGrpc.getDeleteDraftMethod(), request);

    assertThat(drafts()).isEmpty();
    assertThat(Refused.by(() -> publish(request(draft))).codeAndReason())
        .isEqualTo("NOT_FOUND DRAFT_NOT_FOUND");
  }

  private Draft draft(String caption, String... mediaIds) {
    var request =
        CreateDraftRequest.newBuilder().addAllMediaIds(List.of(mediaIds)).setCaption(caption);
    return ana.call(PostServiceGrpc.getCreateDraftMethod(), request.build()).getDraft();
  }

  private static Draft get(Person viewer, Draft draft) {
    var request = GetDraftRequest.newBuilder().setDraftId(draft.getId()).build();
    return viewer.call(PostServiceGrpc.getGetDraftMethod(), request).getDraft();
  }

  private static PublishDraftRequest.Builder request(Draft draft) {
    return PublishDraftRequest.newBuilder().setDraftId(draft.getId());
  }

  private PublishDraftResponse publish(PublishDraftRequest.Builder request) {
    return ana.call(PostServiceGrpc.getPublishDraftMethod(), request.build());
  }

  private List<Draft> drafts() {
    var request = ListDraftsRequest.getDefaultInstance();
    return ana.call(PostServiceGrpc.getListDraftsMethod(), request).getDraftsList();
  }

  private static List<Post> feed(Person viewer) {
    var request = ListHomePostsRequest.getDefaultInstance();
    return viewer.call(FeedServiceGrpc.getListHomePostsMethod(), request).getPostsList();
  }
}
