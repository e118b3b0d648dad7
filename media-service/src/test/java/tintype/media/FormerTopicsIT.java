package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import java.util.List;
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
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What edits have taken away is told to the pages once, and known for a while. */
@OnEveryDatabase
class FormerTopicsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

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
      rig.database().execute(handle -> FormerTopics.told(handle, TopicRig.ref(post), 1));
      assertThat(former(post, 0)).isEqualTo(1);
    } finally {
      rig.indexer().start();
    }
    rig.awaitIndex();

    assertThat(rig.count(tag)).isZero();
    assertThat(former(post, 1)).isEqualTo(1);
  }

  @Test
  void ofManyFormerTopicsTheLastStayKnown() {
    Post post = rig.post(ANA, thirty(0));
    for (int edit = 1; edit <= 5; edit++) {
      rig.caption(ANA, post, thirty(edit));
    }
    rig.awaitIndex();
    rig.index().refresh(List.of(TopicRig.ref(post)));

    assertThat(former(post, 1)).isEqualTo(TopicSources.KEPT);
    assertThat(former(post, 0)).isZero();
    assertThat(rowsOf(post)).isEqualTo(TopicSources.KEPT + TopicSources.KEPT + 30);
    assertThat(rig.count("t0x0" + tag)).isZero();
    assertThat(rig.count("t5x29" + tag)).isEqualTo(1);
    rig.caption(ANA, post, "#t0x0" + tag);
    rig.awaitIndex();
    assertThat(rig.latest(BEN, "t0x0" + tag)).containsExactly(post.getId());
    assertThat(rig.count("t0x0" + tag)).isEqualTo(1);
    assertThat(rig.count("t5x29" + tag)).isZero();
  }

  private String thirty(int edit) {
    return IntStream.range(0, 30)
        .mapToObj(i -> "#t" + edit + "x" + i + tag)
        .collect(Collectors.joining(" "));
  }

  private static List<Topic> topics(Post post, boolean again) {
    return rig
        .database()
        .read(handle -> TopicSources.read(handle, List.of(TopicRig.ref(post)), again))
        .entries()
        .stream()
        .map(TopicEntry::topic)
        .toList();
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
