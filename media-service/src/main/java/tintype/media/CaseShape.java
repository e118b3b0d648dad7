package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportCase.ReasonCount;
import tintype.media.v1.ReportCase.State;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/** Cases as staff see them, with what was reported: for them the visibility rule does not count. */
final class CaseShape {
  private final ReportedThings.Source things;
  private final People people;
  private final Clock clock;

  @Inject
  CaseShape(ReportedThings.Source things, People people, Clock clock) {
    this.things = things;
    this.people = people;
    this.clock = clock;
  }

  ReportCase of(CaseRow row) {
    return of(List.of(row)).getFirst();
  }

  /** In the same order. */
  List<ReportCase> of(List<CaseRow> rows) {
    Map<Long, Person> met = people.meet(Optional.empty(), everybody(rows));
    ReportedThings shown = things.of(rows.stream().map(CaseRow::target).toList(), met);
    long now = Micros.now(clock);
    return rows.stream().map(row -> shown.on(shape(row, met, now), row.target()).build()).toList();
  }

  private static Set<Long> everybody(List<CaseRow> rows) {
    Set<Long> all = new HashSet<>();
    for (CaseRow row : rows) {
      Reported target = row.target();
      all.addAll(
          List.of(target.thing().owner(), target.account(), row.claimer(), row.decision().staff()));
    }
    all.remove(0L);
    return all;
  }

  private static ReportCase.Builder shape(CaseRow row, Map<Long, Person> met, long now) {
    List<ReasonCount> reasons = new ArrayList<>(row.details().getReasonsList());
    reasons.sort(
        Comparator.comparingInt(ReasonCount::getReports)
            .reversed()
            .thenComparing(ReasonCount::getReason));
    ReportCase.Builder shape =
        ReportCase.newBuilder()
            .setId(row.ref().toString())
            .setTarget(row.target().shown())
            .setState(state(row, now))
            .setReportCount(row.reports())
            .addAllReasons(reasons)
            .addAllComments(row.details().getCommentsList())
            .setOpenTime(ProtoTimes.ofMicros(row.openMicros()))
            .setLastReportTime(ProtoTimes.ofMicros(row.lastMicros()));
    Person owner = met.get(row.target().account());
    if (owner.facts().exists()) {
      shape.setAccount(owner.summary());
    }
    if (row.isClaimed(now)) {
      shape.setClaim(claim(row, met));
    }
    if (row.resolved()) {
      shape.setResolution(resolution(row.decision(), met));
    }
    return shape;
  }

  private static State state(CaseRow row, long now) {
    if (row.resolved()) {
      return State.RESOLVED;
    }
    return row.isClaimed(now) ? State.CLAIMED : State.OPEN;
  }

  private static ReportCase.Claim claim(CaseRow row, Map<Long, Person> met) {
    return ReportCase.Claim.newBuilder()
        .setStaff(met.get(row.claimer()).summary())
        .setEndTime(ProtoTimes.ofMicros(row.claimMicros()))
        .build();
  }

  private static ReportCase.Resolution resolution(
      CaseRow.Decision decision, Map<Long, Person> met) {
    return ReportCase.Resolution.newBuilder()
        .setStaff(met.get(decision.staff()).summary())
        .setAction(decision.kind())
        .setNote(decision.note())
        .setResolveTime(ProtoTimes.ofMicros(decision.micros()))
        .build();
  }
}
