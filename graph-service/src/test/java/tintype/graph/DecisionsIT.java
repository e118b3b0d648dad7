package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.graph.v1.FollowCounts;
import tintype.graph.v1.Relationship;
import tintype.testkit.OnEveryDatabase;

/** What an account decides about others for itself: the same for each kind, but for blocks. */
@OnEveryDatabase
@ParameterizedClass
@EnumSource(value = KeptList.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCKS")
final class DecisionsIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  @Parameter KeptList kept;
  private final long ana = bed.account();
  private final long bob = bed.account();

  @Test
  void aDecisionShowsAtOnceToTheActorAndNeverToTheOther() {
    Relationship answer = add(bob);
    bed.awaitMirror();

    assertThat(answer)
        .isEqualTo(kept.set(Relationship.newBuilder()).setAccountId("" + bob).build());
    assertThat(bed.graph.relationships(ana, "" + bob)).containsExactly(answer);
    assertThat(all(100)).containsExactly(bob);
    assertThat(bed.graph.relationships(bob, "" + ana))
        .containsExactly(Relationship.newBuilder().setAccountId("" + ana).build());
    assertThat(kept.page(bed.graph, bob, 0, "").ids()).isEmpty();
    assertThat(bed.graph.counts(bob))
        .containsExactly(FollowCounts.newBuilder().setAccountId(bob).build());
  }

  @Test
  void itLeavesAFollowAsItIs() {
    bed.graph.follow(ana, bob);

    Relationship answer = add(bob);
    assertThat(answer.getFollowing()).isTrue();
    assertThat(remove(bob).getFollowing()).isTrue();

    bed.awaitMirror();
    assertThat(bed.graph.counts(bob).getFirst().getFollowers()).isEqualTo(1);
    assertThat(bed.graph.relationships(bob, "" + ana).getFirst().getFollowedBy()).isTrue();
  }

  @Test
  void twiceIsOnce() {
    Relationship first = add(bob);
    long since = since(bob);

    assertThat(add(bob)).isEqualTo(first);
    assertThat(since(bob)).isEqualTo(since);
    assertThat(bed.events(ana)).isEqualTo(1);
  }

  @Test
  void itIsTakenBackAsOftenAsOneLikes() {
    Relationship none = Relationship.newBuilder().setAccountId("" + bob).build();

    assertThat(remove(bob)).isEqualTo(none);
    assertThat(bed.events(ana)).isZero();
    add(bob);
    assertThat(remove(bob)).isEqualTo(none);
    assertThat(remove(bob)).isEqualTo(none);
    assertThat(bed.events(ana)).isEqualTo(2);
    assertThat(all(100)).isEmpty();
    assertExact();
  }

  @Test
  void unknownHiddenAndBlockingAccountsLookAbsent() {
    long hidden = bed.account();
    bed.accounts.setHidden(hidden, true);
    long blocking = bed.account();
    bed.set(ana, blocking, "blocked_by");

    for (long absent : new long[] {77, hidden, blocking}) {
      Refusal.assertAccountNotFound(() -> add(absent));
      Refusal.assertAccountNotFound(() -> remove(absent));
    }
    assertThat(bed.events(ana)).isZero();
  }

  @Test
  void itCanBeTakenBackFromWhoeverWentIntoHiding() {
    add(bob);
    bed.accounts.setHidden(bob, true);

    assertThat(all(100)).isEmpty();
    Refusal.assertAccountNotFound(() -> add(bob));
    assertThat(remove(bob)).isEqualTo(remove(bob));
    bed.accounts.setHidden(bob, false);
    assertThat(all(100)).isEmpty();
  }

  @Test
  void whoIsBackFromHidingIsListedAgain() {
    add(bob);
    bed.accounts.setHidden(bob, true);
    assertThat(all(100)).isEmpty();

    bed.accounts.setHidden(bob, false);

    assertThat(all(100)).containsExactly(bob);
  }

  @Test
  void nobodyDoesItToThemselves() {
    for (String self : new String[] {"me", "" + ana}) {
      Refusal.assertRefused(
          Code.INVALID_ARGUMENT, "CANNOT_ACT_ON_SELF", () -> kept.add(bed.graph, ana, self));
      Refusal.assertRefused(
          Code.INVALID_ARGUMENT, "CANNOT_ACT_ON_SELF", () -> kept.remove(bed.graph, ana, self));
    }
    assertThat(bed.events(ana)).isZero();
  }

  @Test
  void besideABlockThereIsNothingElse() {
    bed.set(ana, bob, "blocking");

    Refusal.assertRefused(Code.FAILED_PRECONDITION, "BLOCKING_ACCOUNT", () -> add(bob));
  }

  @Test
  void whoIsBlockedCannotTellByBlockingBack() {
    bed.set(ana, bob, "blocking");
    bed.set(ana, bob, "blocked_by");

    Refusal.assertAccountNotFound(() -> add(bob));
  }

  @Test
  void addingAndRemovingAtOnceLeaveListAndCountEqualToTheRow() throws Exception {
    Race.of(60, i -> () -> i % 2 == 0 ? add(bob) : remove(bob));

    assertThat(bed.number("SELECT version FROM relation WHERE user_id = ?", ana))
        .isEqualTo(bed.events(ana));
    assertExact();
  }

  @Test
  void manyAddedAtOnceAreAllListed() throws Exception {
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      others.add(bed.account());
    }

    Race.of(60, i -> () -> add(others.get(i / 2)));

    assertThat(all(7)).containsExactlyInAnyOrderElementsOf(others);
    assertThat(bed.events(ana)).isEqualTo(30);
    assertExact();
  }

  /** The account's list and count against its relations. */
  private void assertExact() {
    String rows = "SELECT other_id FROM relation WHERE user_id = ? AND " + kept.column + " = 1";
    assertThat(all(100)).containsExactlyInAnyOrderElementsOf(bed.numbers(rows, ana));
    assertThat(
            bed.numbers(
                "SELECT other_id FROM listed WHERE user_id = ? AND list = ?",
                ana,
                kept.list.code()))
        .containsExactlyInAnyOrderElementsOf(bed.numbers(rows, ana));
    assertThat(bed.numbers("SELECT close_friends FROM follow_counter WHERE user_id = ?", ana))
        .allMatch(
            count ->
                count
                    == bed.number(
                        "SELECT COALESCE(SUM(close_friend), 0) FROM relation WHERE user_id = ?",
                        ana));
  }

  private long since(long other) {
    return bed.number(
        "SELECT micros FROM listed WHERE user_id = ? AND list = ? AND other_id = ?",
        ana,
        kept.list.code(),
        other);
  }

  private List<Long> all(int size) {
    return kept.all(bed.graph, ana, size);
  }

  private Relationship add(long other) {
    return kept.add(bed.graph, ana, "" + other);
  }

  private Relationship remove(long other) {
    return kept.remove(bed.graph, ana, "" + other);
  }
}
