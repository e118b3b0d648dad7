package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.config.Config;
import tintype.testkit.Pictures;

/** The kill test would notice what it is there to notice. */
class AuditIT {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int ROUND = 1;
  private static final int WRITES = 40;

  private final String name = "audit_" + NUMBER.incrementAndGet();
  private final HttpDoor door = new HttpDoor();
  private final Map<Integer, ByteString> renditions = new HashMap<>();
  private final byte[] picture = Pictures.jpeg(64, 48, 1);
  private Backend backend;
  private WritingClient client;

  @BeforeEach
  void write() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    backend = Backend.of(Config.of(SYSTEM.settings()), nowhere);
    door.enter(SYSTEM.port("http-port"));
    long[] accounts = IntStream.range(0, 3).mapToLong(i -> door.register(name + "_" + i)).toArray();
    var world = new WritingClient.World(name, accounts, List.of(picture), 0);
    client = new WritingClient(0, world, door, accounts, 1);
    AtomicInteger asked = new AtomicInteger();
    client.write(ROUND, () -> asked.incrementAndGet() > WRITES);
    client.settle();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void whatWasAcknowledgedIsThere() {
    assertThat(client.takeProblems()).isEmpty();
    assertThat(audit()).isEmpty();
    assertThat(client.posts()).isNotEmpty();
  }

  @Test
  void aLostPostIsMissed() {
    WrittenPost lost = livePost();
    door.deletePost(lost.author, lost.id);

    assertThat(audit()).anyMatch(problem -> problem.startsWith("grid of " + lost.author));
    assertThat(audit()).anyMatch(problem -> problem.startsWith("post " + lost));
  }

  @Test
  void aPostThatCameTwiceIsSeen() {
    WrittenPost post = livePost();
    String media = door.upload(post.author, picture, UUID.randomUUID()).getId();
    door.createPost(post.author, media, post.caption, UUID.randomUUID());

    assertThat(audit())
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("grid of " + post.author))
        .anyMatch(problem -> problem.startsWith("hashtag "));
  }

  @Test
  void aFollowThatWasUndoneIsSeen() {
    Edge edge = anEdge();
    door.unfollow(edge.follower(), edge.followee());

    assertThat(audit()).singleElement().asString().startsWith(edge.toString());
  }

  @Test
  void anotherPictureIsSeen() {
    renditions.put(0, ByteString.copyFromUtf8("another picture"));

    assertThat(audit()).isNotEmpty().allMatch(problem -> problem.startsWith("picture of "));
  }

  private Collection<String> audit() {
    return new Audit(backend, name, client.posts(), client.edges(), renditions, PATIENCE)
        .run(ROUND, new Random(1));
  }

  private WrittenPost livePost() {
    return client.posts().stream().filter(WrittenPost::isLive).findFirst().orElseThrow();
  }

  private Edge anEdge() {
    return client.edges().entrySet().stream()
        .filter(edge -> edge.getValue().following())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
