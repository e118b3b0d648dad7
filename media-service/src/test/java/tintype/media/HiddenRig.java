package tintype.media;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import tintype.account.v1.AccountChanged;
import tintype.media.v1.ReconcileCountersRequest;
import tintype.media.v1.ReconcileServiceGrpc;
import tintype.platform.hidden.HiddenAccounts;
import tintype.platform.hidden.HiddenWalk;
import tintype.platform.hidden.HiddenWalkInUse;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Outbox;
import tintype.rpc.v1.CounterDrift;
import tintype.testkit.Eventually;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/**
 * Accounts that hide and come back, as far as counts are concerned: they can still act, as if by
 * calls that were under way.
 */
record HiddenRig(MediaRig rig, TestDatabase database, TestInstallation installation) {
  static final Duration SOON = Duration.ofSeconds(20);

  /** As account-service tells it; what follows comes later. */
  void tell(long account, boolean hidden) {
    AccountChanged news =
        AccountChanged.newBuilder().setAccountId(account).setHidden(hidden).build();
    Outbox outbox = new Outbox(Keyspace.ACCOUNT, installation.installation().ids());
    database.database(Keyspace.ACCOUNT).execute(handle -> outbox.append(handle, account, news));
  }

  void hide(long account) {
    tell(account, true);
    awaitTold(account, true);
  }

  void show(long account) {
    tell(account, false);
    awaitTold(account, false);
  }

  void awaitTold(long account, boolean hidden) {
    Eventually.await(
        SOON,
        () ->
            numbers(
                    "SELECT telling FROM hidden_account WHERE user_id = ? AND is_hidden = ?",
                    account,
                    hidden ? 1 : 0)
                .equals(List.of(0L)));
  }

  /** Returns once it is known, whether or not anybody was told. */
  void awaitNoted(long account, boolean hidden) {
    Eventually.await(
        SOON, () -> accounts().hidden(List.of(account)).containsKey(account) == hidden);
  }

  HiddenAccounts accounts() {
    return instance(HiddenAccounts.class);
  }

  HiddenWalkInUse work() {
    return instance(HiddenWalkInUse.class);
  }

  HiddenWalk walk(int maxPosts, int maxRows) {
    HiddenEngagement step =
        new HiddenEngagement(
            instance(HiddenPosts.class), instance(HiddenMarks.class), maxPosts, maxRows);
    return new HiddenWalk("media", accounts(), step, new SimpleMeterRegistry());
  }

  List<CounterDrift> reconcile(long account) {
    var stub =
        installation.asService(
            ReconcileServiceGrpc.newBlockingStub(installation.channel("media")), "tools");
    var request = ReconcileCountersRequest.newBuilder().addAccountIds(account).build();
    return stub.reconcileCounters(request).getDriftsList();
  }

  List<Long> numbers(String sql, Object... values) {
    return database
        .database(Keyspace.MEDIA)
        .read(handle -> handle.select(sql, values).mapTo(Long.class).list());
  }

  void execute(String sql, Object... values) {
    database.database(Keyspace.MEDIA).execute(handle -> handle.execute(sql, values));
  }

  <T> T instance(Class<T> type) {
    return rig.service.injector().getInstance(type);
  }
}
