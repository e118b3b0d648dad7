package tintype.platform.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.server.Peers;
import tintype.platform.sql.Keyspace;
import tintype.platform.visibility.People.Person;
import tintype.testkit.FakeAccounts;
import tintype.testkit.FakeGraph;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The facts of the rule, as they come from the services that own them. */
final class PeopleIT {
  private static final long ANA = 11;
  private static final long BEN = 12;
  private static final long CLEO = 13;

  @RegisterExtension
  static final TestInstallation installation =
      TestInstallation.over(TestDatabase.of(Keyspace.ACCOUNT));

  private static final FakeAccounts accounts = new FakeAccounts().add(ANA, BEN, CLEO);
  private static final FakeGraph graph = new FakeGraph();
  private static Peers peers;
  private static People people;

  @BeforeAll
  static void serve() {
    installation.serve("account", accounts);
    installation.serve("graph", graph);
    peers = installation.installation().peers("media");
    people = new People(peers);
    graph.addCloseFriend(ANA, BEN);
    graph.follow(CLEO, ANA);
  }

  @AfterAll
  static void disconnect() {
    peers.close();
  }

  @Test
  void whatIsForCloseFriendsIsForThoseOnTheAuthorsList() {
    assertThat(meet(BEN, ANA).canView(Audience.CLOSE_FRIENDS)).isTrue();
    assertThat(meet(BEN, ANA).canView(Audience.FOLLOWERS)).isFalse();
    assertThat(meet(CLEO, ANA).canView(Audience.CLOSE_FRIENDS)).isFalse();
    assertThat(meet(CLEO, ANA).canView(Audience.FOLLOWERS)).isTrue();
    assertThat(meet(ANA, ANA).canView(Audience.CLOSE_FRIENDS)).isTrue();
    assertThat(people.meet(Optional.empty(), ANA).canView(Audience.CLOSE_FRIENDS)).isFalse();
  }

  @Test
  void theListSaysNothingOfTheOtherWayRound() {
    assertThat(meet(ANA, BEN).canView(Audience.CLOSE_FRIENDS)).isFalse();
  }

  @Test
  void aBatchHasEachWithTheirOwnFacts() {
    Map<Long, Person> met = people.meet(Optional.of(BEN), List.of(ANA, CLEO, 77L, ANA));

    assertThat(met).containsOnlyKeys(ANA, CLEO, 77L);
    assertThat(met.get(ANA).facts().closeFriend()).isTrue();
    assertThat(met.get(CLEO).facts().closeFriend()).isFalse();
    assertThat(met.get(77L).canBeSeen()).isFalse();
  }

  private static Person meet(long viewer, long author) {
    return people.meet(Optional.of(viewer), author);
  }
}
