package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.Post;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What a home feed leaves out of what its reader may see: mentions of whom the reader blocks. */
@OnEveryDatabase
class FeedPostsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long DAN = 44;
  private static final long READER = 55;
  private static TopicRig rig;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
    rig.media.accounts.add(DAN, READER);
  }

  @AfterEach
  void makePeace() {
    rig.media.graph.unblock(READER, BEN);
    rig.media.graph.unblock(BEN, READER);
    rig.media.graph.unblock(ANA, BEN);
  }

  @Test
  void aBlockTakesMentionsOutAndItsEndBringsThemBack() {
    Post plain = rig.post(ANA, "of nobody");
    Post other = rig.post(ANA, "with @u33");
    Post both = rig.post(ANA, "with @u33 and @u22");
    List<Post> all = List.of(plain, other, both);
    assertThat(feed(READER, all)).isEqualTo(all);

    rig.media.graph.block(READER, BEN);

    assertThat(feed(READER, all)).containsExactly(plain, other);
    assertThat(feed(CAT, all)).isEqualTo(all);
    assertThat(feed(0, all)).isEqualTo(all);
    rig.media.graph.unblock(READER, BEN);
    assertThat(feed(READER, all)).isEqualTo(all);
  }

  @Test
  void allElseShowsThem() {
    Post both = rig.post(ANA, "with @u33 and @u22");
    rig.media.graph.block(READER, BEN);

    assertThat(rig.media.get(READER, both.getId()).getMentionsList())
        .extracting(mention -> mention.getAccountId())
        .containsExactly(Long.toString(CAT));
    assertThat(batch(READER, List.of(both), false)).hasSize(1);
  }

  @Test
  void whoIsBlockedByTheMentionedSeesThem() {
    Post post = rig.post(ANA, "with @u22");
    rig.media.graph.block(BEN, READER);

    assertThat(feed(READER, List.of(post))).hasSize(1);
  }

  @Test
  void onesOwnPostsStay() {
    Post own = rig.post(ANA, "with @u22");
    rig.media.graph.block(ANA, BEN);

    assertThat(feed(ANA, List.of(own))).hasSize(1);
  }

  @Test
  void aPeopleTagIsNoMention() {
    Post post = rig.tagging(ANA, BEN);
    rig.media.graph.block(READER, BEN);

    assertThat(feed(READER, List.of(post))).hasSize(1);
  }

  @Test
  void anEditCountsAtTheNextRead() {
    Post post = rig.post(ANA, "of nobody");
    rig.media.graph.block(READER, BEN);
    for (int round = 0; round < 3; round++) {
      assertThat(feed(READER, List.of(post))).hasSize(1);
      rig.caption(ANA, post, "with @u22");
      assertThat(feed(READER, List.of(post))).isEmpty();
      rig.caption(ANA, post, "with @u44");
    }
  }

  private static List<Post> feed(long viewer, List<Post> posts) {
    List<String> ids = batch(viewer, posts, true);
    return posts.stream().filter(post -> ids.contains(post.getId())).toList();
  }

  private static List<String> batch(long viewer, List<Post> posts, boolean forFeed) {
    Stream<String> ids = posts.stream().map(Post::getId);
    var request =
        BatchGetPostsRequest.newBuilder()
            .addAllPostIds(ids.toList())
            .setWithoutMentionsOfBlocked(forFeed)
            .build();
    return TopicRig.ids(rig.media.posts(viewer).batchGetPosts(request).getPostsList());
  }
}
