package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.MuteRequest;
import tintype.media.v1.Post;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;

/** Every reason that {@code explain-feed} knows. */
class ExplainFeedIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(10);

  private final Commands commands = new Commands(SYSTEM);
  private Person reader;
  private Person ana;
  private Person ben;

  @BeforeEach
  void register() {
    reader = Person.register(SYSTEM.grpc());
    ana = Person.register(SYSTEM.grpc());
    ben = Person.register(SYSTEM.grpc());
    reader.follow(ana);
    reader.follow(ben);
  }

  @AfterEach
  void undo() {
    change(Keyspace.MEDIA, "DELETE FROM post WHERE user_id = %s AND caption = 'unheard of'", ben);
    change(Keyspace.ACCOUNT, "UPDATE account SET state = 0 WHERE user_id = %s", ana);
  }

  @Test
  void saysWhyPostsAreThere() {
    reader.post("own");
    ana.post("followed");

    awaitLine("their own", " shown ");
    awaitLine("followed since ", " shown ");
    assertThat(explain())
        .contains("follows 2 accounts; the feed is READY")
        .contains("of them 1 have no posts, 0 are not active, 0 are muted, 0 have more")
        .contains("the index has all of the newest 20 that it should have");
  }

  @Test
  void saysWhatIsDeleted() {
    Post post = ana.post("short-lived");
    ana.delete(post);

    awaitLine("deleted; not in the index", "not shown");
    assertThat(explain()).contains("the index has all");
  }

  @Test
  void saysWhoIsMutedAndWhoIsNotActive() {
    ana.post("of one who is both");
    // Behind the index's back; it has to agree with the rows again afterwards.
    try {
      change(Keyspace.GRAPH, "UPDATE relation SET muting_posts = 1 WHERE user_id = %s", reader);
      awaitLine("; muted", ana.account().getUsername());
      change(Keyspace.ACCOUNT, "UPDATE account SET state = 1 WHERE user_id = %s", ana);

      awaitLine("its author is deactivated, suspended or deleted", ana.account().getUsername());
      assertThat(explain()).contains("1 are not active, 2 are muted");
    } finally {
      change(Keyspace.GRAPH, "UPDATE relation SET muting_posts = 0 WHERE user_id = %s", reader);
    }
  }

  @Test
  void saysUntilWhenSomebodyIsMuted() {
    ana.post("of one who is muted");
    ben.post("of one who is muted for a time");
    awaitLine("followed since ", ben.account().getUsername(), " shown ");
    mute(ana, MuteRequest.newBuilder());
    Timestamp end = Timestamp.newBuilder().setSeconds(4_102_444_800L).build();
    mute(ben, MuteRequest.newBuilder().setEndTime(end));

    awaitLine("; muted; not in the index", ana.account().getUsername(), "not shown");
    awaitLine("; muted until 2100-01-01T00:00:00Z; not in the index", ben.account().getUsername());
    assertThat(explain()).contains("2 are muted").contains("the index has all");
  }

  @Test
  void saysWhatMentionsWhomTheReaderBlocks() {
    ana.post("with @" + ben.account().getUsername());
    awaitLine("followed since ", ana.account().getUsername(), " shown ");
    var block = BlockRequest.newBuilder().setAccountId(ben.id()).build();
    reader.call(GraphServiceGrpc.getBlockMethod(), block);

    awaitLine("left out because it mentions somebody whom they block", "not shown");
    assertThat(explain()).contains("the index has all");
  }

  private void mute(Person other, MuteRequest.Builder request) {
    reader.call(GraphServiceGrpc.getMuteMethod(), request.setAccountId(other.id()).build());
  }

  @Test
  void saysWhatTheIndexLacksAndWhoHasMoreThanItHolds() {
    String rows =
        IntStream.rangeClosed(1, 1_100)
            .mapToObj(id -> "(%s, " + id + ", 0, 0, 'unheard of', 0, 0, 0)")
            .collect(Collectors.joining(", "));
    change(
        Keyspace.MEDIA,
        "INSERT INTO post (user_id, post_id, state, audience, caption,"
            + " create_micros, update_micros, delete_micros) VALUES "
            + rows.replace("%s", ben.id()),
        ben);

    awaitLine("missing from the index", "so many that older ones come from the rows");
    assertThat(explain())
        .contains("the index lacks posts of " + ben.account().getUsername())
        .contains("1 have more than the index holds");
  }

  /** Waits until one line of the explanation says all of this. */
  private void awaitLine(String... parts) {
    Eventually.awaitPass(
        SOON, () -> assertThat(explain().lines()).anySatisfy(l -> assertThat(l).contains(parts)));
  }

  private String explain() {
    Commands.Outcome outcome = commands.run("explain-feed", reader.account().getUsername());
    assertThat(outcome.exit()).as(outcome.toString()).isZero();
    return outcome.out();
  }

  /** Changes rows that nobody hears of. */
  private static void change(Keyspace keyspace, String sql, Person owner) {
    SYSTEM.database(keyspace).execute(handle -> handle.execute(sql.replace("%s", owner.id())));
  }
}
