package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.AddCloseFriendRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ReconcileCountersRequest;
import tintype.graph.v1.ReconcileServiceGrpc;
import tintype.rpc.v1.CounterDrift;
import tintype.testkit.OnEveryDatabase;

@OnEveryDatabase
final class ReconcileIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long ben = bed.account();
  private final long cat = bed.account();

  @Test
  void whatIsRightIsLeftAlone() {
    bed.graph.follow(ana, ben);
    bed.awaitMirror();
    List<String> before = bed.rows();

    assertThat(reconcile(ana, ben, cat)).isEmpty();
    assertThat(bed.rows()).isEqualTo(before);
  }

  @Test
  void everyNumberIsMendedOnce() {
    bed.graph.follow(ana, ben);
    bed.graph.follow(ana, cat);
    bed.graph.follow(cat, ben);
    befriend(ana, cat);
    bed.awaitMirror();
    bed.execute(
        "UPDATE follow_counter SET following = 9, close_friends = 0 WHERE user_id = ?", ana);
    bed.execute(
        "UPDATE follow_counter SET followers = 0, following_hidden = 3 WHERE user_id = ?", ben);
    bed.execute("DELETE FROM follow_counter WHERE user_id = ?", cat);

    assertThat(reconcile(ana, ben, cat))
        .containsExactlyInAnyOrder(
            drift(ana, "following", 9, 2),
            drift(ana, "close_friends", 0, 1),
            drift(ben, "followers", 0, 2),
            drift(ben, "following_hidden", 3, 0),
            drift(cat, "following", 0, 1),
            drift(cat, "followers", 0, 1));
    assertThat(reconcile(ana, ben, cat)).isEmpty();
    assertThat(bed.countersAreExact()).isTrue();
  }

  @Test
  void theCountsOfHiddenOnesAreMended() {
    bed.graph.follow(ana, ben);
    bed.graph.follow(ben, ana);
    bed.awaitMirror();
    bed.setHidden(ben, true);
    bed.awaitTold(ben, true);
    bed.execute("UPDATE follow_counter SET following_hidden = 0 WHERE user_id = ?", ana);
    bed.execute("UPDATE follow_counter SET followers_hidden = 0 WHERE user_id = ?", ana);

    assertThat(reconcile(ana, ben, cat))
        .containsExactlyInAnyOrder(
            drift(ana, "following_hidden", 0, 1), drift(ana, "followers_hidden", 0, 1));
    assertThat(reconcile(ana, ben, cat)).isEmpty();
    bed.awaitMirror();
  }

  private static void befriend(long account, long friend) {
    var stub =
        bed.installation.asAccount(
            GraphServiceGrpc.newBlockingStub(bed.installation.channel("graph")), account);
    stub.addCloseFriend(
        AddCloseFriendRequest.newBuilder().setAccountId(Long.toString(friend)).build());
  }

  private static CounterDrift drift(long account, String name, int was, int is) {
    return CounterDrift.newBuilder()
        .setAccountId(account)
        .setCounter(name)
        .setCounted(was)
        .setRows(is)
        .build();
  }

  private static List<CounterDrift> reconcile(Long... accounts) {
    var stub =
        bed.installation.asService(
            ReconcileServiceGrpc.newBlockingStub(bed.installation.channel("graph")), "tools");
    var request = ReconcileCountersRequest.newBuilder().addAllAccountIds(List.of(accounts));
    return stub.reconcileCounters(request.build()).getDriftsList();
  }
}
