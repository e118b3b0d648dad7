package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tintype.media.v1.ListReportsResponse;
import tintype.media.v1.ModerationServiceGrpc;
import tintype.media.v1.Report.Reason;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportTarget;

/** People report things, each one once: again is the first report. Staff find a case of each. */
final class ReportDeed implements Deed {
  private static final int POSTS = 8;

  /** Who may report what. */
  private record Told(Survivor who, ReportTarget target) {}

  private final List<Survivor> people;
  private final List<ReportTarget> targets;
  private final Survivor staff;
  private final Map<Told, String> reports = new HashMap<>();

  private ReportDeed(List<Survivor> people, List<ReportTarget> targets, Survivor staff) {
    this.people = people;
    this.targets = targets;
    this.staff = staff;
  }

  static ReportDeed of(Company company) {
    List<ReportTarget> targets = new ArrayList<>();
    for (Survivor one : List.of(company.author(), company.muted(), company.shy())) {
      targets.add(ReportTarget.newBuilder().setAccountId(one.id()).build());
    }
    for (int i = 0; i < POSTS; i++) {
      String id = company.author().post("against the rules " + i).getId();
      targets.add(ReportTarget.newBuilder().setPostId(id).build());
    }
    return new ReportDeed(
        List.of(company.fan(), company.stranger(), company.blocker(), company.blocked()),
        targets,
        company.staff());
  }

  @Override
  public Write next(Random random) {
    Told told =
        new Told(
            people.get(random.nextInt(people.size())), targets.get(random.nextInt(targets.size())));
    String request = new UUID(random.nextLong(), random.nextLong()).toString();
    String first = reports.get(told);
    return new Write(
        told.who() + " reports",
        () ->
            told.who()
                .send(
                    ModerationServiceGrpc.getCreateReportMethod(),
                    "target",
                    told.target(),
                    "reason",
                    Reason.SPAM,
                    "request_id",
                    request)
                .getReport()
                .getId(),
        id -> {
          if (first != null) {
            assertThat(id).as("reported again").isEqualTo(first);
          }
          reports.put(told, id);
        });
  }

  @Override
  public void check() {
    Map<ReportTarget, Integer> expected = new HashMap<>();
    reports.keySet().forEach(told -> expected.merge(told.target(), 1, Integer::sum));
    Map<ReportTarget, Integer> found = new HashMap<>();
    for (ReportCase one : cases()) {
      if (targets.contains(one.getTarget())) {
        assertThat(found.put(one.getTarget(), one.getReportCount())).as("a second case").isNull();
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  private List<ReportCase> cases() {
    List<ReportCase> cases = new ArrayList<>();
    String token = "";
    do {
      var list = ModerationServiceGrpc.getListReportsMethod();
      ListReportsResponse page = staff.send(list, "page_size", 100, "page_token", token);
      cases.addAll(page.getReportsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return cases;
  }
}
