package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.CreateReportRequest;
import tintype.media.v1.CreateReportResponse;
import tintype.media.v1.ReportTarget.Kind;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIds;
import tintype.platform.visibility.People;

/**
 * Reports what the caller sees and what is another's; again answers the first report.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code ACCOUNT_NOT_FOUND}, {@code CANNOT_ACT_ON_SELF},
 * {@code TOO_MANY_REPORTS}, {@code REQUEST_ID_REUSED} or {@code INVALID_FIELD}.
 */
final class CreateReport implements UnaryHandler<CreateReportRequest, CreateReportResponse> {
  private static final Duration DAY = Duration.ofDays(1);

  private final ReportStore reports;
  private final VisiblePosts visiblePosts;
  private final People people;
  private final IdGenerator ids;
  private final Clock clock;
  private final MediaConfig config;

  @Inject
  CreateReport(
      ReportStore reports,
      VisiblePosts visiblePosts,
      People people,
      IdGenerator ids,
      Clock clock,
      MediaConfig config) {
    this.reports = reports;
    this.visiblePosts = visiblePosts;
    this.people = people;
    this.ids = ids;
    this.clock = clock;
    this.config = config;
  }

  @Override
  public CreateReportResponse handle(CreateReportRequest request) {
    long reporter = Caller.current().requireAccount();
    Reported target = Reported.of(request.getTarget(), Caller.current());

    byte[] fingerprint = RequestIds.fingerprint(request);
    reports.requestedBefore(reporter, request.getRequestId(), fingerprint);
    Optional<ReportRow> before = reports.find(reporter, target);
    ReportRow report =
        before.isPresent() ? before.get() : report(reporter, target, request, fingerprint);

    return CreateReportResponse.newBuilder().setReport(report.shown()).build();
  }

  private ReportRow report(
      long reporter, Reported target, CreateReportRequest request, byte[] fingerprint) {
    requireVisible(reporter, target);
    if (target.thing().owner() == reporter) {
      throw Refusals.cannotActOnSelf();
    }
    long now = Micros.now(clock);
    requireFew(reporter, now);
    ReportRow report =
        new ReportRow(
            new Owned(ids.next(), reporter),
            target,
            request.getReason(),
            request.getComment(),
            now);
    try {
      reports.add(report, request.getRequestId(), fingerprint);
      return report;
    } catch (DuplicateKeyException e) {
      // Of two at once the other was first: with this request, or of this thing.
      reports.requestedBefore(reporter, request.getRequestId(), fingerprint);
      return reports.find(reporter, target).orElseThrow(() -> e);
    }
  }

  private void requireVisible(long reporter, Reported target) {
    Optional<Long> viewer = Optional.of(reporter);
    if (target.kind() == Kind.POST) {
      if (!visiblePosts.find(viewer, List.of(target.thing())).containsKey(target.thing())) {
        throw Refusals.noPost();
      }
    } else if (!people.meet(viewer, target.thing().id()).canBeSeen()) {
      throw Refusals.noAccount();
    }
  }

  private void requireFew(long reporter, long now) {
    long day = DAY.toNanos() / 1_000;
    reports
        .nthNewest(reporter, config.reportsPerDay(), now - day)
        .ifPresent(
            first -> {
              throw Refusals.tooManyReports(Duration.ofNanos((first + day - now) * 1_000));
            });
  }
}
