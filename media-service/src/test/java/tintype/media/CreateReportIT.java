package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.ModerationClient.account;
import static tintype.media.ModerationClient.post;
import static tintype.media.ModerationClient.request;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.CreateReportRequest;
import tintype.media.v1.Post;
import tintype.media.v1.Report;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportTarget;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Repeats;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class CreateReportIT {
  private static final int PER_DAY = 3;
  private static final FakeClock clock =
      new FakeClock(Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withClock(clock)
          .withSettings(Map.of("media-reports-per-day", Integer.toString(PER_DAY)));

  private static final long PRIVATE = 44;
  private static final long HIDDEN = 55;
  private static final long BLOCKER = 66;
  private static long next = 1_000;
  private static MediaRig rig;
  private static ModerationClient client;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    client = new ModerationClient(installation);
    rig.accounts.add(PRIVATE, HIDDEN, BLOCKER);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.accounts.setHidden(HIDDEN, true);
    rig.graph.block(BLOCKER, BEN);
    rig.graph.follow(CAT, PRIVATE);
  }

  @Test
  void aReportIsTakenOnceOfEachPersonAndThing() {
    long reporter = somebody();
    ReportTarget target = post(rig.post(ANA).getId());

    Report first =
        client
            .as(reporter)
            .createReport(
                request(target, Reason.SPAM).toBuilder().setComment("again and again").build())
            .getReport();

    assertThat(first.getTarget()).isEqualTo(target);
    assertThat(first.getReason()).isEqualTo(Reason.SPAM);
    assertThat(first.getComment()).isEqualTo("again and again");
    assertThat(client.report(reporter, target, Reason.HATE)).isEqualTo(first);
    assertThat(client.report(somebody(), target, Reason.SPAM).getId()).isNotEqualTo(first.getId());
    assertThat(rows(reporter)).isEqualTo(1);
    assertThat(client.report(reporter, account(ANA), Reason.SPAM).getTarget())
        .isEqualTo(account(ANA));
  }

  @Test
  void aRetriedRequestAnswersTheFirstReport() {
    long reporter = somebody();
    String id = UUID.randomUUID().toString();
    CreateReportRequest request =
        request(account(ANA), Reason.SCAM).toBuilder().setRequestId(id).build();
    Report first = client.as(reporter).createReport(request).getReport();

    assertThat(client.as(reporter).createReport(request).getReport()).isEqualTo(first);
    var other = request.toBuilder().setReason(Reason.SPAM).build();
    assertThat(Refusal.of(() -> client.as(reporter).createReport(other)).codeAndReason())
        .isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
  }

  @Test
  void whatIsNotSeenIsNotReported() {
    Post ofPrivate = rig.post(PRIVATE);
    Post ofBlocker = rig.post(BLOCKER);
    Post deleted = rig.post(ANA);
    rig.delete(ANA, deleted.getId());
    Refusal noPost = refusal(BEN, post("1_11"));
    Refusal noAccount = refusal(BEN, account(1));
    assertThat(noPost.codeAndReason()).isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(noAccount.codeAndReason()).isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");

    for (Post hidden : List.of(ofPrivate, ofBlocker, deleted)) {
      assertThat(refusal(BEN, post(hidden.getId()))).isEqualTo(noPost);
    }
    for (long hidden : new long[] {HIDDEN, BLOCKER}) {
      assertThat(refusal(BEN, account(hidden))).isEqualTo(noAccount);
    }
    assertThat(rows(BEN)).isZero();
    assertThat(client.report(CAT, post(ofPrivate.getId()), Reason.NUDITY).hasTarget()).isTrue();
    assertThat(client.report(BEN, account(PRIVATE), Reason.NUDITY).hasTarget()).isTrue();
  }

  @Test
  void nobodyReportsThemselvesOrWhatIsTheirs() {
    ReportTarget me = ReportTarget.newBuilder().setAccountId("me").build();

    for (ReportTarget own : List.of(post(rig.post(ANA).getId()), account(ANA), me)) {
      assertThat(refusal(ANA, own).codeAndReason())
          .isEqualTo("INVALID_ARGUMENT CANNOT_ACT_ON_SELF");
    }
  }

  @Test
  void aDayHasALimit() {
    long reporter = somebody();
    for (int i = 0; i < PER_DAY; i++) {
      client.report(reporter, account(somebody()), Reason.SPAM);
      clock.advance(Duration.ofHours(1));
    }
    ReportTarget one = account(somebody());

    assertThat(refusal(reporter, one).codeAndReason())
        .isEqualTo("RESOURCE_EXHAUSTED TOO_MANY_REPORTS");
    clock.advance(Duration.ofHours(24 - PER_DAY).minusMillis(1));
    assertThat(refusal(reporter, one).reason()).isEqualTo("TOO_MANY_REPORTS");
    clock.advance(Duration.ofMillis(1));
    assertThat(client.report(reporter, one, Reason.SPAM).getTarget()).isEqualTo(one);
    assertThat(refusal(reporter, account(somebody())).reason()).isEqualTo("TOO_MANY_REPORTS");
    // What was reported before costs nothing.
    assertThat(client.report(reporter, one, Reason.SPAM).getTarget()).isEqualTo(one);
  }

  @Test
  void ofManyAtOnceNoMoreAreTakenThanOfADay() throws Exception {
    long reporter = somebody();
    List<Long> others = IntStream.range(0, 12).mapToObj(i -> somebody()).toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> calls =
          others.stream().<Callable<Integer>>map(other -> () -> taken(reporter, other)).toList();
      int taken = 0;
      for (Future<Integer> answer : threads.invokeAll(calls)) {
        taken += answer.get();
      }
      assertThat(taken).isEqualTo(PER_DAY);
    }

    assertThat(rows(reporter)).isEqualTo(PER_DAY);
  }

  /** 1, or 0 where there were too many. */
  private static int taken(long reporter, long other) {
    try {
      Repeats.untilAnswered(() -> client.report(reporter, account(other), Reason.SPAM));
      return 1;
    } catch (StatusRuntimeException e) {
      assertThat(Refusal.of(e).reason()).isEqualTo("TOO_MANY_REPORTS");
      return 0;
    }
  }

  @Test
  void ofManyAtOnceOneIsTaken() throws Exception {
    long reporter = somebody();
    ReportTarget target = post(rig.post(ANA).getId());
    Set<Report> answers = new HashSet<>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Report>> calls =
          IntStream.range(0, 16)
              .<Callable<Report>>mapToObj(
                  i ->
                      () ->
                          Repeats.untilAnswered(() -> client.report(reporter, target, Reason.SPAM)))
              .toList();
      for (Future<Report> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).hasSize(1);
    assertThat(rows(reporter)).isEqualTo(1);
  }

  @Test
  void whatIsNoReportIsRefused() {
    CreateReportRequest good = request(account(ANA), Reason.SPAM);
    for (CreateReportRequest bad :
        List.of(
            good.toBuilder().clearReason().build(),
            good.toBuilder().setReasonValue(99).build(),
            good.toBuilder().clearTarget().build(),
            good.toBuilder().setTarget(ReportTarget.getDefaultInstance()).build(),
            good.toBuilder().setTarget(post("x")).build(),
            good.toBuilder().setComment("x".repeat(1_001)).build())) {
      assertThat(Refusal.of(() -> client.as(BEN).createReport(bad)).codeAndReason())
          .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    }
    assertThat(Refusal.of(() -> client.as(0).createReport(good)).reason())
        .isEqualTo("TOKEN_MISSING");
    var longest = good.toBuilder().setComment("\uD83D\uDE00".repeat(1_000)).build();
    assertThat(client.as(somebody()).createReport(longest).getReport().getComment())
        .isEqualTo(longest.getComment());
  }

  private static synchronized long somebody() {
    rig.accounts.add(++next);
    return next;
  }

  private static Refusal refusal(long reporter, ReportTarget target) {
    return Refusal.of(() -> client.report(reporter, target, Reason.SPAM));
  }

  private static int rows(long reporter) {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM report WHERE user_id = ?")
                    .bind(0, reporter)
                    .mapTo(Integer.class)
                    .one());
  }
}
