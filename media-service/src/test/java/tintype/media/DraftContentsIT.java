package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.TopicRig.LOUVRE;

import com.google.protobuf.FieldMask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.CreateDraftRequest;
import tintype.media.v1.Draft;
import tintype.media.v1.GetDraftRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListDraftsRequest;
import tintype.media.v1.PeopleTag;
import tintype.media.v1.Place;
import tintype.media.v1.Post;
import tintype.media.v1.PublishDraftRequest;
import tintype.media.v1.UpdateDraftRequest;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What a draft says, its post says, as any other post does. */
@OnEveryDatabase
class DraftContentsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final FakeClock clock = new FakeClock();

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  /** The background's rounds are far apart, so that the tests' own are the ones that count. */
  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withClock(clock)
          .withSettings(Map.of("media-publish-every", "7d"));

  private static final long HIDDEN = 401;
  private static final long BLOCKS = 402;
  private static final long RENAMED = 403;
  private static final long BUSY = 404;
  private static final long LEAVES = 405;
  private static TopicRig rig;
  private static ScheduledPosts scheduled;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
    rig.media.accounts.add(HIDDEN, BLOCKS, RENAMED, BUSY, LEAVES);
    rig.media.accounts.setHidden(HIDDEN, true);
    rig.media.graph.block(BLOCKS, ANA);
    scheduled = rig.media.service.injector().getInstance(ScheduledPosts.class);
  }

  @Test
  void aPostFromADraftIsAsAnyOther() {
    String caption = "With @u22 at #Drafted, @nobody.here!";
    Post direct =
        rig.post(
            ANA,
            request ->
                request
                    .setCaption(caption)
                    .setPlace(LOUVRE)
                    .addPeopleTags(TopicRig.tag(CAT, request.getMediaIds(0))));
    Draft draft = saying(ANA, caption);

    Post post = publish(ANA, draft);

    assertSays(post, direct);
    Draft planned = saying(ANA, caption);
    plan(ANA, planned, Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(1));
    scheduled.run(() -> true);
    Post later = newest(ANA);
    assertSays(later, direct);
    List<String> all = List.of(later.getId(), post.getId(), direct.getId());
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(rig.latest(BEN, "drafted")).isEqualTo(all);
          assertThat(rig.placePosts(BEN, direct.getPlace().getId())).containsAll(all);
          assertThat(rig.tagged(BEN, CAT)).containsAll(all);
        });
    assertThat(PostNews.of(database, later)).containsExactly(true);
  }

  private static void assertSays(Post post, Post direct) {
    assertThat(post.getHashtagsList()).isEqualTo(direct.getHashtagsList());
    assertThat(post.getMentionsList()).isEqualTo(direct.getMentionsList()).hasSize(1);
    assertThat(post.getPlace()).isEqualTo(direct.getPlace());
    PeopleTag tag = direct.getPeopleTags(0);
    assertThat(post.getPeopleTagsList())
        .containsExactly(tag.toBuilder().setMediaId(post.getMedia(0).getId()).build());
  }

  @Test
  void aDraftShowsWhatItSays() {
    Draft draft = saying(ANA, "caption");

    assertThat(draft.getPlace().toBuilder().clearId().build()).isEqualTo(LOUVRE);
    assertThat(draft.getPeopleTagsList())
        .containsExactly(
            TopicRig.tag(CAT, draft.getMedia(0).getId()).toBuilder().setUsername("u33").build());
    assertThat(get(ANA, draft)).isEqualTo(draft);
    assertThat(
            rig.media.posts(ANA).listDrafts(ListDraftsRequest.getDefaultInstance()).getDraftsList())
        .contains(draft);
    publish(ANA, draft);
  }

  @Test
  void itChangesAsTheMaskSaysAndPeopleGoWithTheirPicture() {
    Draft draft = saying(ANA, "caption");
    String kept = draft.getMedia(0).getId();
    String other = rig.media.upload(ANA).getId();

    Draft two = update(draft, request -> request.addMediaIds(kept).addMediaIds(other));
    assertThat(two.getPeopleTagsList()).isEqualTo(draft.getPeopleTagsList());
    Draft both =
        update(
            draft,
            request ->
                request
                    .addPeopleTags(TopicRig.tag(BEN, other))
                    .addPeopleTags(TopicRig.tag(ANA, kept)));
    assertThat(tagged(both)).containsExactly(BEN, ANA);
    assertThat(both.getPlace()).isEqualTo(draft.getPlace());
    assertThat(tagged(update(draft, request -> request.addMediaIds(kept)))).containsExactly(ANA);
    Draft nowhere = update(draft, request -> request.setUpdateMask(mask("place")));
    assertThat(nowhere.hasPlace()).isFalse();
    assertThat(tagged(nowhere)).containsExactly(ANA);
    assertThat(tagged(update(draft, request -> request.setUpdateMask(mask("people_tags")))))
        .isEmpty();
    Post post = publish(ANA, draft);
    assertThat(post.hasPlace()).isFalse();
    assertThat(post.getPeopleTagsList()).isEmpty();
  }

  @Test
  void whatAPostCannotSayADraftCannot() {
    Draft draft = saying(ANA, "caption");
    String own = draft.getMedia(0).getId();
    String other = rig.media.upload(ANA).getId();
    Place blank = LOUVRE.toBuilder().setName(" ").build();

    assertThat(fields(draft, request -> request.addPeopleTags(TopicRig.tag(BEN, other))))
        .containsExactly("people_tags[0].media_id");
    PeopleTag ben = TopicRig.tag(BEN, own);
    assertThat(fields(draft, request -> request.addPeopleTags(ben).addPeopleTags(ben)))
        .containsExactly("people_tags");
    assertThat(fields(draft, request -> request.setPlace(blank))).containsExactly("place.name");
    for (long account : List.of(HIDDEN, BLOCKS, 9_999L)) {
      assertThat(
              Refusal.of(
                      () ->
                          update(
                              draft, request -> request.addPeopleTags(TopicRig.tag(account, own))))
                  .codeAndReason())
          .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
    }
    var inNoPicture = CreateDraftRequest.newBuilder().addPeopleTags(ben).build();
    assertThat(Refusal.of(() -> rig.media.posts(ANA).createDraft(inNoPicture)).fields())
        .containsExactly("people_tags[0].media_id");
    assertThat(get(ANA, draft)).isEqualTo(draft);
    publish(ANA, draft);
  }

  @Test
  void whoIsNamedIsLookedUpWhenItIsPublished() {
    rig.media.accounts.rename(RENAMED, "before");
    Draft draft =
        create(
            ANA,
            request ->
                request
                    .setCaption("@before and @after")
                    .addPeopleTags(TopicRig.tag(RENAMED, request.getMediaIds(0)))
                    .addPeopleTags(TopicRig.tag(BEN, request.getMediaIds(0))));
    rig.media.accounts.rename(RENAMED, "after");
    Draft hidden =
        create(ANA, request -> request.addPeopleTags(TopicRig.tag(LEAVES, request.getMediaIds(0))));
    rig.media.accounts.setHidden(LEAVES, true);

    Post post = publish(ANA, draft);

    assertThat(post.getMentionsList())
        .singleElement()
        .satisfies(
            mention -> {
              assertThat(mention.getAccountId()).isEqualTo(Long.toString(RENAMED));
              assertThat(mention.getUsername()).isEqualTo("after");
            });
    assertThat(post.getPeopleTagsList()).hasSize(2);
    Post without = publish(ANA, hidden);
    rig.media.accounts.setHidden(LEAVES, false);
    assertThat(rig.media.get(ANA, without.getId()).getPeopleTagsList()).isEmpty();
  }

  @Test
  void whoIsSuspendedPublishesNothingUntilTheyAreBack() {
    Draft away = saying(BUSY, "away");
    Draft there = saying(ANA, "there");
    plan(BUSY, away, Duration.ofMinutes(1));
    plan(ANA, there, Duration.ofMinutes(2));
    rig.media.accounts.setHidden(BUSY, true);
    clock.advance(Duration.ofMinutes(2));

    scheduled.run(() -> true);

    assertThat(newest(ANA).getCaption()).isEqualTo("there");
    rig.media.accounts.setHidden(BUSY, false);
    clock.advance(RetryPause.MOST);
    assertThat(get(BUSY, away).hasPublishTime()).isTrue();
    assertThat(get(BUSY, away).getFailure()).isEqualTo(Draft.Failure.FAILURE_UNSPECIFIED);
    scheduled.run(() -> true);
    assertThat(newest(BUSY).getCaption()).isEqualTo("away");
    assertThat(scheduled.isDue()).isFalse();
  }

  @Test
  void whatWasReadBeforeAnEditIsNeitherPublishedNorFailed() {
    Draft draft = saying(ANA, "read");
    plan(ANA, draft, Duration.ofMinutes(1));
    DraftStore drafts = rig.media.service.injector().getInstance(DraftStore.class);
    DraftPublication publication = rig.media.service.injector().getInstance(DraftPublication.class);
    DraftRow read = drafts.find(IdText.parseOwned("draft", draft.getId())).orElseThrow();
    Draft edited = update(draft, request -> request.setCaption("edited"));

    drafts.fail(read, Draft.Failure.MEDIA_ALREADY_USED);
    assertThatThrownBy(() -> publication.publish(read))
        .isInstanceOf(DraftStore.ChangedException.class);

    assertThat(get(ANA, draft)).isEqualTo(edited);
    assertThat(edited.hasPublishTime()).isTrue();
    assertThat(publish(ANA, draft).getCaption()).isEqualTo("edited");
  }

  /** A draft of one new picture, taken at the Louvre, with Cat in it. */
  private static Draft saying(long author, String caption) {
    return create(
        author,
        request ->
            request
                .setCaption(caption)
                .setPlace(LOUVRE)
                .addPeopleTags(TopicRig.tag(CAT, request.getMediaIds(0))));
  }

  private static Draft create(long author, UnaryOperator<CreateDraftRequest.Builder> saying) {
    var request = CreateDraftRequest.newBuilder().addMediaIds(rig.media.upload(author).getId());
    return rig.media.posts(author).createDraft(saying.apply(request).build()).getDraft();
  }

  private static Draft update(Draft draft, UnaryOperator<UpdateDraftRequest.Builder> saying) {
    var request = saying.apply(UpdateDraftRequest.newBuilder().setDraftId(draft.getId()));
    return rig.media.posts(ANA).updateDraft(request.build()).getDraft();
  }

  private static List<String> fields(
      Draft draft, UnaryOperator<UpdateDraftRequest.Builder> saying) {
    return Refusal.of(() -> update(draft, saying)).fields();
  }

  private static FieldMask mask(String path) {
    return FieldMask.newBuilder().addPaths(path).build();
  }

  private static List<Long> tagged(Draft draft) {
    return draft.getPeopleTagsList().stream()
        .map(tag -> Long.parseLong(tag.getAccountId()))
        .toList();
  }

  private static Draft get(long author, Draft draft) {
    var request = GetDraftRequest.newBuilder().setDraftId(draft.getId()).build();
    return rig.media.posts(author).getDraft(request).getDraft();
  }

  private static Post publish(long author, Draft draft) {
    var request = PublishDraftRequest.newBuilder().setDraftId(draft.getId()).build();
    return rig.media.posts(author).publishDraft(request).getPost();
  }

  private static void plan(long author, Draft draft, Duration ahead) {
    var request =
        PublishDraftRequest.newBuilder()
            .setDraftId(draft.getId())
            .setPublishTime(ProtoTimes.of(clock.instant().plus(ahead)));
    rig.media.posts(author).publishDraft(request.build());
  }

  private static Post newest(long author) {
    var request = ListAccountPostsRequest.newBuilder().setAccountId(Long.toString(author)).build();
    return rig.media.posts(author).listAccountPosts(request).getPosts(0);
  }
}
