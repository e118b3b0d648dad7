package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What edits have taken away is told to the pages once, and known for a while. */
@OnEveryDatabase
class FormerTopicsIT {
  private static final FakeClock clock = new FakeClock(Instant.now());

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA).withClock(clock);

  private static TopicRig rig;
  private static int number;
  private String tag;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
  }

  @BeforeEach
  void name() {
    tag = "former" + ++number;
  }

  @Test
  void whatAPageWasToldIsNotToldAgain() {
    Post post = rig.post(ANA, "#" + tag + " #gone" + tag);
    rig.caption(ANA, post, "#" + tag);
    rig.awaitIndex();

    assertThat(topics(post, false)).containsExactly(topic(tag));
    assertThat(topics(post, true)).containsExactlyInAnyOrder(topic(tag), topic("gone" + tag));

    for (int round = 0; round < 3; round++) {
      rig.caption(ANA, post, "#" + tag + " #gone" + tag);
      rig.caption(ANA, post, "#" + tag);
      rig.awaitIndex();
      assertThat(rig.count("gone" + tag)).isZero();
      assertThat(former(post, 1)).isEqualTo(1);
    }
  }

  /** What is read before an edit says nothing of what the edit takes away. */
  @Test
  void anEditBetweenALookAndItsMarkIsToldByItsOwnNews() {
    Post post = rig.post(ANA, "#" + tag);
    rig.awaitIndex();
    rig.indexer().close();
    try {
      rig.caption(ANA, post, "of nothing");
      rig.database().execute(handle -> FormerTopics.told(handle, TopicRig.ref(post), 1, 1));
      assertThat(former(post, 0)).isEqualTo(1);
    } finally {
      rig.indexer().start();
    }
    rig.awaitIndex();

    assertThat(rig.count(tag)).isZero();
    assertThat(former(post, 1)).isEqualTo(1);
  }

  @Test
  void formerTopicsStayKnownForAWhileHoweverManyTheyAre() {
    Post post = edited();
    clock.advance(MySqlTopicIndex.TOLD_FOR);
    rig.index().refresh(List.of(TopicRig.ref(post)));
    assertThat(former(post, 1)).isEqualTo(150);
    clock.advance(Duration.ofSeconds(30));

    rig.index().refresh(List.of(TopicRig.ref(post)));

    assertThat(former(post, 1)).isZero();
    assertThat(former(post, 0)).isZero();
    assertThat(rowsOf(post)).isEqualTo(30);
    assertThat(rig.count("t0x0" + tag)).isZero();
    assertThat(rig.count("t5x29" + tag)).isEqualTo(1);
    rig.caption(ANA, post, "#t0x0" + tag);
    rig.awaitIndex();
    assertThat(rig.latest(BEN, "t0x0" + tag)).containsExactly(post.getId());
    assertThat(rig.count("t0x0" + tag)).isEqualTo(1);
    assertThat(rig.count("t5x29" + tag)).isZero();
  }

  /** It has read a post, and writes only when the topics of then were taken away, and told. */
  @Test
  void whoIsSlowBringsNoneBack() {
    Post post = rig.post(ANA, thirty(0));
    rig.awaitIndex();
    List<TopicEntry> look = look(post, false).entries();
    for (int edit = 1; edit <= 5; edit++) {
      rig.caption(ANA, post, thirty(edit));
    }
    rig.awaitIndex();
    rig.index().refresh(List.of(TopicRig.ref(post)));

    look.forEach(
        entry ->
            rig.database()
                .execute(
                    handle -> new TopicRows(handle, TopicTable.HASHTAG).apply(List.of(entry))));

    assertThat(look).hasSize(30).allMatch(TopicEntry::listed);
    assertThat(rig.count("t0x0" + tag)).isZero();
    assertThat(rig.count("t0x29" + tag)).isZero();
  }

  @Test
  void aLookThatIsTooOldIsNotWritten() {
    Post post = rig.post(ANA, "#" + tag);
    rig.awaitIndex();
    TopicIndex index = new MySqlTopicIndex(rig.database(), new HastyClock());

    assertThatThrownBy(() -> index.refresh(List.of(TopicRig.ref(post))))
        .hasMessageContaining("too old");
  }

  /** Two minutes later each time that it is looked at. */
  private static final class HastyClock extends Clock {
    private final AtomicLong minutes = new AtomicLong();

    @Override
    public Instant instant() {
      return Instant.EPOCH.plus(Duration.ofMinutes(minutes.addAndGet(2)));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("it is in UTC");
    }
  }

  /** A post of which 150 topics were taken away. */
  private Post edited() {
    Post post = rig.post(ANA, thirty(0));
    for (int edit = 1; edit <= 5; edit++) {
      rig.caption(ANA, post, thirty(edit));
    }
    rig.awaitIndex();
    assertThat(former(post, 1)).isEqualTo(150);
    return post;
  }

  private String thirty(int edit) {
    return IntStream.range(0, 30)
        .mapToObj(i -> "#t" + edit + "x" + i + tag)
        .collect(Collectors.joining(" "));
  }

  private static List<Topic> topics(Post post, boolean again) {
    return look(post, again).entries().stream().map(TopicEntry::topic).toList();
  }

  private static TopicSources look(Post post, boolean again) {
    return rig.database()
        .read(handle -> TopicSources.read(handle, List.of(TopicRig.ref(post)), again, 0));
  }

  private static Topic topic(String name) {
    return Topic.of(new TagName(name));
  }

  private static int former(Post post, int told) {
    Owned ref = TopicRig.ref(post);
    return rig.database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT COUNT(*) FROM post_former_topic
                        WHERE user_id = ? AND post_id = ? AND told = ?
                        """)
                    .bind(0, ref.owner())
                    .bind(1, ref.id())
                    .bind(2, told)
                    .mapTo(Integer.class)
                    .one());
  }

  private static int rowsOf(Post post) {
    int rows = 0;
    for (String table : List.of("hashtag_post", "place_post", "tagged_post", "post_former_topic")) {
      rows +=
          rig.database()
              .<Integer, RuntimeException>read(
                  handle ->
                      handle
                          .createQuery("SELECT COUNT(*) FROM " + table + " WHERE post_id = ?")
                          .bind(0, TopicRig.ref(post).id())
                          .mapTo(Integer.class)
                          .one());
    }
    return rows;
  }
}
