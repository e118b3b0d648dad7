package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.CreateDraftRequest;
import tintype.media.v1.Draft;
import tintype.media.v1.GetDraftRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PublishDraftRequest;
import tintype.media.v1.PublishDraftResponse;
import tintype.media.v1.UpdateDraftRequest;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Repeats;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What is planned is published at its time, and once. */
@OnEveryDatabase
class ScheduledPostsIT {
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

  private static MediaRig rig;
  private static ScheduledPosts scheduled;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    scheduled = rig.service.injector().getInstance(ScheduledPosts.class);
  }

  @Test
  void itIsPublishedAtItsTimeAndNotBefore() {
    Draft draft = draft("planned");

    PublishDraftResponse planned = plan(draft, Duration.ofHours(2));
    assertThat(planned.hasPost()).isFalse();
    assertThat(planned.getDraft().getPublishTime()).isEqualTo(at(Duration.ofHours(2)));
    clock.advance(Duration.ofHours(2).minusMillis(1));
    scheduled.run(() -> true);
    assertThat(get(draft).getPublishTime()).isEqualTo(planned.getDraft().getPublishTime());

    clock.advance(Duration.ofMillis(1));
    assertThat(scheduled.isDue()).isTrue();
    scheduled.run(() -> true);

    Post post = newest();
    assertThat(post.getCaption()).isEqualTo("planned");
    assertThat(post.getCreateTime()).isEqualTo(at(Duration.ZERO));
    assertThat(Refusal.of(() -> get(draft)).reason()).isEqualTo("DRAFT_NOT_FOUND");
    assertThat(publish(draft)).isEqualTo(post);
    scheduled.run(() -> true);
    assertThat(newest()).isEqualTo(post);
    assertThat(PostNews.of(database, post)).containsExactly(true);
  }

  @Test
  void aTimeCanBeChangedAndTakenBack() {
    Draft draft = draft("moved");
    plan(draft, Duration.ofHours(1));
    plan(draft, Duration.ofHours(3));
    clock.advance(Duration.ofHours(2));
    scheduled.run(() -> true);
    assertThat(get(draft).hasPublishTime()).isTrue();
    var request =
        UpdateDraftRequest.newBuilder()
            .setDraftId(draft.getId())
            .setUpdateMask(FieldMask.newBuilder().addPaths("publish_time"));

    Draft free = rig.posts(ANA).updateDraft(request.build()).getDraft();

    assertThat(free.hasPublishTime()).isFalse();
    clock.advance(Duration.ofHours(2));
    scheduled.run(() -> true);
    assertThat(get(draft).getUpdateTime()).isEqualTo(free.getUpdateTime());
  }

  @Test
  void aTimeIsWithinTheNextYear() {
    Draft draft = draft("when");

    for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(366))) {
      assertThat(Refusal.of(() -> plan(draft, wrong)).fields()).containsExactly("publish_time");
    }
    assertThat(plan(draft, Duration.ofDays(365)).getDraft().hasPublishTime()).isTrue();
    assertThat(plan(draft, Duration.ofMillis(1)).getDraft().hasPublishTime()).isTrue();
    publish(draft);
  }

  @Test
  void nothingEmptyIsPlanned() {
    Draft empty = rig.posts(ANA).createDraft(CreateDraftRequest.getDefaultInstance()).getDraft();
    Draft planned = draft("planned");
    plan(planned, Duration.ofHours(1));
    var emptied =
        UpdateDraftRequest.newBuilder()
            .setDraftId(planned.getId())
            .setUpdateMask(FieldMask.newBuilder().addPaths("media_ids"))
            .build();

    assertThat(Refusal.of(() -> plan(empty, Duration.ofHours(1))).reason())
        .isEqualTo("DRAFT_EMPTY");
    assertThat(Refusal.of(() -> rig.posts(ANA).updateDraft(emptied)).reason())
        .isEqualTo("DRAFT_EMPTY");
    publish(planned);
  }

  @Test
  void whatCannotBePublishedSaysWhyAndHoldsUpNobody() {
    Draft taken = draft("taken");
    Draft next = draft("next");
    plan(taken, Duration.ofMinutes(1));
    plan(next, Duration.ofMinutes(2));
    rig.post(ANA, taken.getMedia(0).getId());

    clock.advance(Duration.ofMinutes(2));
    scheduled.run(() -> true);

    Draft failed = get(taken);
    assertThat(failed.getFailure()).isEqualTo(Draft.Failure.MEDIA_ALREADY_USED);
    assertThat(failed.hasPublishTime()).isFalse();
    assertThat(newest().getCaption()).isEqualTo("next");
    assertThat(scheduled.isDue()).isFalse();
  }

  @Test
  void whatIsOfSomebodyHiddenIsTriedLessAndLessOften() {
    Draft draft = draft("hidden");
    plan(draft, Duration.ofMinutes(1));
    rig.accounts.setHidden(ANA, true);
    try {
      clock.advance(Duration.ofMinutes(2));
      scheduled.run(() -> true);
      assertThat(scheduled.isDue()).isFalse();
      clock.advance(Duration.ofMinutes(1));
      assertThat(scheduled.isDue()).isTrue();
      scheduled.run(() -> true);
      clock.advance(Duration.ofMinutes(2).minusMillis(1));
      assertThat(scheduled.isDue()).isFalse();
      clock.advance(Duration.ofDays(2));
      scheduled.run(() -> true);
    } finally {
      rig.accounts.setHidden(ANA, false);
    }

    clock.advance(RetryPause.MOST.minusMillis(1));
    assertThat(scheduled.isDue()).isFalse();
    clock.advance(Duration.ofMillis(1));
    scheduled.run(() -> true);

    assertThat(newest().getCaption()).isEqualTo("hidden");
  }

  @Test
  void afterAnEditItIsTriedAtOnce() {
    Draft draft = draft("to edit");
    plan(draft, Duration.ofMinutes(1));
    rig.accounts.setHidden(ANA, true);
    clock.advance(Duration.ofMinutes(20));
    scheduled.run(() -> true);
    rig.accounts.setHidden(ANA, false);
    assertThat(scheduled.isDue()).isFalse();

    var request = UpdateDraftRequest.newBuilder().setDraftId(draft.getId()).setCaption("edited");
    rig.posts(ANA).updateDraft(request.build());

    assertThat(scheduled.isDue()).isTrue();
    scheduled.run(() -> true);
    assertThat(newest().getCaption()).isEqualTo("edited");
  }

  @Test
  void aPlanThatFailsIsPostponedToo() {
    plan(draft("broken"), Duration.ofMinutes(1));
    String broken = " WHERE user_id = " + ANA + " AND caption = 'broken'";
    execute("UPDATE draft SET content = X'FF'" + broken);
    clock.advance(Duration.ofMinutes(1));
    try {
      assertThat(scheduled.isDue()).isTrue();
      scheduled.run(() -> true);
      assertThat(scheduled.isDue()).isFalse();
    } finally {
      execute("DELETE FROM draft" + broken);
    }
  }

  private static void execute(String sql) {
    database.database(Keyspace.MEDIA).execute(handle -> handle.execute(sql));
  }

  @Test
  void whoLostTheLeaseStops() {
    Draft draft = draft("later");
    plan(draft, Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(1));

    scheduled.run(() -> false);

    assertThat(get(draft).hasPublishTime()).isTrue();
    scheduled.run(() -> true);
    assertThat(newest().getCaption()).isEqualTo("later");
  }

  /** By two rounds, as of two processes, and by hand. */
  @RepeatedTest(5)
  void atOnceItIsPublishedOnce() throws Exception {
    Draft draft = draft("once");
    plan(draft, Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(1));
    int before = rig.count(ANA);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> running = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        boolean byHand = i % 2 == 0;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  if (byHand) {
                    Repeats.untilAnswered(() -> publish(draft));
                  } else {
                    scheduled.run(() -> true);
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    }

    assertThat(rig.count(ANA)).isEqualTo(before + 1);
    assertThat(newest()).isEqualTo(publish(draft));
  }

  private static Draft draft(String caption) {
    var request =
        CreateDraftRequest.newBuilder()
            .addMediaIds(rig.upload(ANA).getId())
            .setCaption(caption)
            .build();
    return rig.posts(ANA).createDraft(request).getDraft();
  }

  private static Draft get(Draft draft) {
    var request = GetDraftRequest.newBuilder().setDraftId(draft.getId()).build();
    return rig.posts(ANA).getDraft(request).getDraft();
  }

  private static PublishDraftResponse plan(Draft draft, Duration ahead) {
    var request =
        PublishDraftRequest.newBuilder().setDraftId(draft.getId()).setPublishTime(at(ahead));
    return rig.posts(ANA).publishDraft(request.build());
  }

  private static Post publish(Draft draft) {
    var request = PublishDraftRequest.newBuilder().setDraftId(draft.getId()).build();
    return rig.posts(ANA).publishDraft(request).getPost();
  }

  private static Timestamp at(Duration ahead) {
    return ProtoTimes.of(clock.instant().plus(ahead));
  }

  private static Post newest() {
    var request = ListAccountPostsRequest.newBuilder().setAccountId(Long.toString(ANA)).build();
    return rig.posts(ANA).listAccountPosts(request).getPosts(0);
  }
}
