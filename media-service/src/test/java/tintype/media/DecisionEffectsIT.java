package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.ModerationClient.SOON;
import static tintype.media.ModerationClient.account;
import static tintype.media.ModerationClient.post;
import static tintype.media.StaffDesk.ADMIN;
import static tintype.media.StaffDesk.MIA;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.StaffAct;
import tintype.account.v1.StaffActed;
import tintype.media.v1.ListModerationActionsRequest;
import tintype.media.v1.ModerationAction;
import tintype.media.v1.ModerationAction.Kind;
import tintype.media.v1.Post;
import tintype.media.v1.ReportCase;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Outbox;
import tintype.testkit.Eventually;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What follows from what staff have decided, and the log of it. */
@OnEveryDatabase
class DecisionEffectsIT {
  private static final FakeClock clock =
      new FakeClock(Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA).withClock(clock);

  private static StaffDesk desk;
  private static MediaRig rig;
  private static ModerationClient client;

  @BeforeAll
  static void start() {
    desk = new StaffDesk(installation);
    rig = desk.rig;
    client = desk.client;
  }

  @Test
  void warningAndSuspendingAreForTheAccount() {
    long ana = desk.somebody();
    long ben = desk.somebody();
    rig.accounts.add(ana, ben);
    Post post = rig.post(ana);

    client.resolve(MIA, desk.reported(post(post.getId())), Kind.WARN);
    client.resolve(MIA, desk.reported(account(ben)), Kind.SUSPEND);

    assertThat(rig.decisions.about(ana))
        .extracting(ApplyDecisionRequest::getKind)
        .containsExactly(StaffAct.Kind.WARN);
    ApplyDecisionRequest suspension = rig.decisions.about(ben).getFirst();
    assertThat(suspension.getKind()).isEqualTo(StaffAct.Kind.SUSPEND);
    assertThat(suspension.getStaffId()).isEqualTo(MIA);
    assertThat(suspension.getReason()).isEqualTo("why not");
    assertThat(rig.get(BEN, post.getId()).getId()).isEqualTo(post.getId());
  }

  @Test
  void whatCouldNotBeDoneAtOnceIsDoneLater() {
    long ana = desk.somebody();
    ReportCase open = desk.reported(account(ana));
    rig.decisions.setAway(true);
    assertThat(client.resolve(MIA, open, Kind.WARN).getState())
        .isEqualTo(ReportCase.State.RESOLVED);
    assertThat(rig.decisions.about(ana)).isEmpty();

    rig.decisions.setAway(false);
    clock.advance(RetryPause.MOST);
    effects().run(() -> true);
    effects().run(() -> true);

    assertThat(desk.acts(ana)).hasSize(1);
    assertThat(rig.service.injector().getInstance(ActionStore.class).pending(10)).isEmpty();
  }

  @Test
  void aDecisionWhoseProcessWasKilledIsPutIntoEffect() {
    Post post = rig.post(ANA);
    ReportCase open = desk.reported(post(post.getId()));
    rig.service
        .injector()
        .getInstance(CaseStore.class)
        .decide(
            IdText.parseOwned("id", open.getId()),
            new CaseRow.Decision(Kind.REMOVE, MIA, "why not", Micros.now(clock)),
            installation.installation().ids().next());

    effects().run(() -> true);

    assertThat(Refusal.of(() -> rig.get(BEN, post.getId())).reason()).isEqualTo("POST_NOT_FOUND");
  }

  @Test
  void theLogHoldsActsOnAccountsTooNewestFirst() {
    long ana = desk.somebody();
    client.resolve(MIA, desk.reported(account(ana)), Kind.DISMISS);
    IdGenerator ids = installation.installation().ids();
    Outbox outbox = new Outbox(Keyspace.ACCOUNT, ids);
    long act = ids.next();
    StaffActed told =
        StaffActed.newBuilder()
            .setActId(act)
            .setAccountId(ana)
            .setStaffId(ADMIN)
            .setKind(StaffAct.Kind.SET_ROLES)
            .setReason("a helper")
            .setDetail("MODERATOR")
            .setActMicros(Micros.now(clock))
            .build();
    var decided = told.toBuilder().setActId(ids.next()).setDecided(true).build();
    for (StaffActed news : List.of(told, told, decided)) {
      database.database(Keyspace.ACCOUNT).execute(handle -> outbox.append(handle, ana, news));
    }

    Eventually.await(SOON, () -> desk.actionsOn(ana, 100).size() >= 2);
    for (int size : new int[] {1, 2, 3, 100}) {
      List<ModerationAction> actions = desk.actionsOn(ana, size);
      assertThat(actions)
          .extracting(ModerationAction::getKind)
          .containsExactly(Kind.SET_ROLES, Kind.DISMISS);
      assertThat(actions.getFirst().getDetail()).isEqualTo("MODERATOR");
      assertThat(actions.getFirst().getStaff().getUsername()).isEqualTo("u" + ADMIN);
      assertThat(actions.getFirst().getReportId()).isEmpty();
    }
    var request = ListModerationActionsRequest.getDefaultInstance();
    assertThat(Refusal.of(() -> client.as(BEN).listModerationActions(request)).reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
  }

  private static DecisionEffects effects() {
    return rig.service.injector().getInstance(DecisionEffects.class);
  }
}
