package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import com.google.protobuf.FieldMask;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.CreateDraftRequest;
import tintype.media.v1.DeleteDraftRequest;
import tintype.media.v1.Draft;
import tintype.media.v1.GetDraftRequest;
import tintype.media.v1.ListDraftsRequest;
import tintype.media.v1.ListDraftsResponse;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.Post.Audience;
import tintype.media.v1.PublishDraftRequest;
import tintype.media.v1.UpdateDraftRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Repeats;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Posts to be are their author's own business. */
@OnEveryDatabase
class DraftsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withSettings(java.util.Map.of("media-max-drafts", "9"));

  private static final long LISTED = 41;
  private static final long MANY = 42;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(LISTED, MANY);
  }

  @Test
  void aDraftIsKeptForItsAuthor() {
    String media = rig.upload(ANA).getId();
    var request =
        CreateDraftRequest.newBuilder()
            .addMediaIds(media)
            .setCaption("to be")
            .setAudience(Audience.FOLLOWERS)
            .setLikeCountHidden(true)
            .build();

    Draft draft = rig.posts(ANA).createDraft(request).getDraft();

    assertThat(draft.getMediaList()).extracting(Media::getId).containsExactly(media);
    assertThat(draft.getCaption()).isEqualTo("to be");
    assertThat(draft.getAudience()).isEqualTo(Audience.FOLLOWERS);
    assertThat(draft.getLikeCountHidden()).isTrue();
    assertThat(draft.hasPublishTime()).isFalse();
    assertThat(get(ANA, draft.getId())).isEqualTo(draft);
    Refusal absent = Refusal.of(() -> get(BEN, "1_11"));
    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND DRAFT_NOT_FOUND");
    assertThat(Refusal.of(() -> get(BEN, draft.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> publish(BEN, draft))).isEqualTo(absent);
    assertThat(Refusal.of(() -> delete(BEN, draft))).isEqualTo(absent);
    assertThat(Refusal.of(() -> caption(BEN, draft, "x"))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.bytes(BEN, media)).reason()).isEqualTo("MEDIA_NOT_FOUND");
    delete(ANA, draft);
  }

  @Test
  void aRepeatAnswersTheFirstDraft() {
    var request =
        CreateDraftRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).build();

    Draft first = rig.posts(ANA).createDraft(request).getDraft();
    Draft second = rig.posts(ANA).createDraft(request).getDraft();
    var other = request.toBuilder().setCaption("other").build();

    assertThat(second).isEqualTo(first);
    assertThat(Refusal.of(() -> rig.posts(ANA).createDraft(other)).reason())
        .isEqualTo("REQUEST_ID_REUSED");
    delete(ANA, first);
    assertThat(Refusal.of(() -> rig.posts(ANA).createDraft(request)).reason())
        .isEqualTo("DRAFT_NOT_FOUND");
  }

  @Test
  void aPostIsWhatTheDraftSaid() {
    Draft draft = draft(ANA, "said", rig.upload(ANA).getId(), rig.upload(ANA).getId());
    int before = rig.count(ANA);

    Post post = publish(ANA, draft);

    assertThat(post.getCaption()).isEqualTo("said");
    assertThat(post.getMediaList())
        .extracting(Media::getId)
        .containsExactlyElementsOf(draft.getMediaList().stream().map(Media::getId).toList());
    assertThat(post.getId()).isNotEqualTo(draft.getId());
    assertThat(rig.get(BEN, post.getId())).isEqualTo(post);
    assertThat(rig.count(ANA)).isEqualTo(before + 1);
    assertThat(PostNews.of(database, post)).containsExactly(true);
    assertThat(Refusal.of(() -> get(ANA, draft.getId())).reason()).isEqualTo("DRAFT_NOT_FOUND");
  }

  @Test
  void aRepeatedPublicationAnswersThePost() {
    Draft draft = draft(ANA, "once", rig.upload(ANA).getId());

    Post post = publish(ANA, draft);

    assertThat(publish(ANA, draft)).isEqualTo(post);
    rig.delete(ANA, post.getId());
    assertThat(Refusal.of(() -> publish(ANA, draft)).reason()).isEqualTo("POST_NOT_FOUND");
  }

  @Test
  void withoutPicturesThereIsNoPost() {
    Draft draft = draft(ANA, "empty");

    assertThat(Refusal.of(() -> publish(ANA, draft)).codeAndReason())
        .isEqualTo("FAILED_PRECONDITION DRAFT_EMPTY");
    assertThat(get(ANA, draft.getId())).isEqualTo(draft);
    delete(ANA, draft);
    delete(ANA, draft);
  }

  @Test
  void aPictureMayBeTakenMeanwhile() {
    String media = rig.upload(ANA).getId();
    Draft draft = draft(ANA, "late", media);
    rig.post(ANA, media);

    Refusal taken = Refusal.of(() -> publish(ANA, draft));

    assertThat(taken.codeAndReason()).isEqualTo("FAILED_PRECONDITION MEDIA_ALREADY_USED");
    assertThat(taken.metadata()).containsEntry("media_id", media);
    assertThat(Refusal.of(() -> draft(ANA, "too late", media)).reason())
        .isEqualTo("MEDIA_ALREADY_USED");
    delete(ANA, draft);
  }

  @Test
  void onlyOwnPicturesAreTaken() {
    String another = rig.upload(BEN).getId();
    String own = rig.upload(ANA).getId();

    assertThat(Refusal.of(() -> draft(ANA, "", another)).reason()).isEqualTo("MEDIA_NOT_FOUND");
    assertThat(Refusal.of(() -> draft(ANA, "", "5_11")).reason()).isEqualTo("MEDIA_NOT_FOUND");
    assertThat(Refusal.of(() -> draft(ANA, "", own, own)).reason()).isEqualTo("MEDIA_REPEATED");
  }

  @Test
  void aDraftChangesAsTheMaskSays() {
    Draft draft = draft(ANA, "first", rig.upload(ANA).getId());
    String other = rig.upload(ANA).getId();
    var request = UpdateDraftRequest.newBuilder().setDraftId(draft.getId());

    Draft edited = update(request.clone().setCaption("second").setAudience(Audience.CLOSE_FRIENDS));
    assertThat(edited.getCaption()).isEqualTo("second");
    assertThat(edited.getAudience()).isEqualTo(Audience.CLOSE_FRIENDS);
    assertThat(edited.getMediaList()).isEqualTo(draft.getMediaList());
    Draft replaced = update(request.clone().addMediaIds(other));
    assertThat(replaced.getMediaList()).extracting(Media::getId).containsExactly(other);
    assertThat(replaced.getCaption()).isEqualTo("second");
    Draft emptied = update(request.clone().setUpdateMask(mask("media_ids")));
    assertThat(emptied.getMediaList()).isEmpty();
    assertThat(Refusal.of(() -> update(request.clone().setUpdateMask(mask("audience")))).fields())
        .containsExactly("audience");
    assertThat(Refusal.of(() -> update(request.clone().setUpdateMask(mask("id")))).fields())
        .containsExactly("update_mask");
    delete(ANA, draft);
  }

  @Test
  void noMoreAreKeptThanCanBe() {
    List<Draft> drafts = Stream.generate(() -> draft(MANY, "one")).limit(9).toList();

    Refusal full = Refusal.of(() -> draft(MANY, "one more"));

    assertThat(full.codeAndReason()).isEqualTo("FAILED_PRECONDITION TOO_MANY_DRAFTS");
    assertThat(full.metadata()).containsEntry("limit", "9");
    delete(MANY, drafts.getFirst());
    assertThat(draft(MANY, "one more").getCaption()).isEqualTo("one more");
  }

  @Test
  void ofManyAtOnceNoMoreAreKeptThanCanBe() throws Exception {
    long author = 43;
    rig.accounts.add(author);
    int kept = 0;

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> calls = Collections.nCopies(27, () -> kept(author));
      for (Future<Integer> answer : threads.invokeAll(calls)) {
        kept += answer.get();
      }
    }

    assertThat(kept).isEqualTo(9);
    assertThat(all(author, 100)).hasSize(9);
  }

  /** 1, or 0 where there were as many as can be. */
  private static int kept(long author) {
    try {
      Repeats.untilAnswered(() -> draft(author, "one of many"));
      return 1;
    } catch (StatusRuntimeException e) {
      assertThat(Refusal.of(e).reason()).isEqualTo("TOO_MANY_DRAFTS");
      return 0;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 7, 8, 100})
  void everyPageSizeShowsAllDraftsNewestFirst(int size) {
    List<Draft> drafts = Stream.generate(() -> draft(LISTED, "one")).limit(7).toList();

    assertThat(all(LISTED, size)).isEqualTo(drafts.reversed());
    drafts.forEach(draft -> delete(LISTED, draft));
    assertThat(all(LISTED, size)).isEmpty();
  }

  @Test
  void whatComesAndGoesBetweenPagesNeitherRepeatsNorSkips() {
    List<Draft> drafts = Stream.generate(() -> draft(LISTED, "one")).limit(5).toList().reversed();
    ListDraftsResponse first = page(LISTED, 2, "");
    Draft newer = draft(LISTED, "newer");
    delete(LISTED, drafts.get(1));
    delete(LISTED, drafts.get(2));

    ListDraftsResponse second = page(LISTED, 2, first.getNextPageToken());

    assertThat(first.getDraftsList()).isEqualTo(drafts.subList(0, 2));
    assertThat(second.getDraftsList()).isEqualTo(drafts.subList(3, 5));
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(Refusal.of(() -> page(ANA, 2, first.getNextPageToken())).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    drafts.forEach(draft -> delete(LISTED, draft));
    delete(LISTED, newer);
  }

  private static Draft draft(long author, String caption, String... mediaIds) {
    var request =
        CreateDraftRequest.newBuilder().addAllMediaIds(List.of(mediaIds)).setCaption(caption);
    return rig.posts(author).createDraft(request.build()).getDraft();
  }

  private static Draft get(long caller, String id) {
    var request = GetDraftRequest.newBuilder().setDraftId(id).build();
    return rig.posts(caller).getDraft(request).getDraft();
  }

  private static Draft caption(long caller, Draft draft, String caption) {
    var request = UpdateDraftRequest.newBuilder().setDraftId(draft.getId()).setCaption(caption);
    return rig.posts(caller).updateDraft(request.build()).getDraft();
  }

  private static Draft update(UpdateDraftRequest.Builder request) {
    return rig.posts(ANA).updateDraft(request.build()).getDraft();
  }

  private static FieldMask mask(String path) {
    return FieldMask.newBuilder().addPaths(path).build();
  }

  private static Post publish(long caller, Draft draft) {
    var request = PublishDraftRequest.newBuilder().setDraftId(draft.getId()).build();
    return rig.posts(caller).publishDraft(request).getPost();
  }

  private static void delete(long caller, Draft draft) {
    var request = DeleteDraftRequest.newBuilder().setDraftId(draft.getId()).build();
    rig.posts(caller).deleteDraft(request);
  }

  private static List<Draft> all(long caller, int size) {
    List<Draft> drafts = new ArrayList<>();
    String token = "";
    do {
      ListDraftsResponse page = page(caller, size, token);
      drafts.addAll(page.getDraftsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return drafts;
  }

  private static ListDraftsResponse page(long caller, int size, String token) {
    return rig.posts(caller)
        .listDrafts(ListDraftsRequest.newBuilder().setPageSize(size).setPageToken(token).build());
  }
}
