package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.UnblockRequest;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.UpdatePostRequest;
import tintype.testkit.EndToEnd;

/** Posts that mention somebody whom the reader blocks are out of the reader's home feed. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class MentionFeedStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Parameter Way way;
  private Person reader;
  private Person ana;
  private Person ben;

  @BeforeEach
  void register() {
    Calls calls = SYSTEM.enter(way);
    reader = Person.register(calls);
    ana = Person.register(calls);
    ben = Person.register(calls);
    reader.follow(ana);
  }

  @Test
  void aBlockTakesThemOutAndItsEndBringsThemBack() {
    Post plain = post("of nobody");
    Post mentioning = post("with @" + ben.account().getUsername());
    for (int round = 0; round < 3; round++) {
      assertThat(feedOf(reader)).containsExactly(mentioning.getId(), plain.getId());
      block();
      assertThat(feedOf(reader)).containsExactly(plain.getId());
      assertThat(feedOf(ana)).containsExactly(mentioning.getId(), plain.getId());
      unblock();
    }
    block();
    assertThat(shown(mentioning, false)).isEqualTo(1);
    assertThat(shown(mentioning, true)).isZero();
  }

  @Test
  void anEditShowsAtTheNextRead() {
    Post post = post("of nobody");
    block();
    for (int round = 0; round < 3; round++) {
      assertThat(feedOf(reader)).containsExactly(post.getId());
      edit(post, "with @" + ben.account().getUsername());
      assertThat(feedOf(reader)).isEmpty();
      assertThat(page(20, "").getCaughtUp()).isTrue();
      edit(post, "of nobody again");
    }
  }

  @Test
  void pagesAreMadeUpFor() {
    List<String> left = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      boolean mentions = i % 3 == 1;
      Post post = post(mentions ? i + " with @" + ben.account().getUsername() : "Post " + i);
      if (!mentions) {
        left.addFirst(post.getId());
      }
    }
    block();
    for (int size : new int[] {1, 2, 5, 6, 7}) {
      ListHomePostsResponse page = page(size, "");
      assertThat(page.getPostsCount()).isEqualTo(Math.min(size, left.size()));
      List<String> read = new ArrayList<>(ids(page));
      while (!page.getNextPageToken().isEmpty()) {
        page = page(size, page.getNextPageToken());
        read.addAll(ids(page));
      }
      assertThat(read).as("pages of %d", size).isEqualTo(left);
    }
  }

  /** Seen by its author, it is there for all. */
  private Post post(String caption) {
    Post post = ana.post(caption);
    assertThat(feedOf(ana)).startsWith(post.getId());
    return post;
  }

  private void edit(Post post, String caption) {
    var request = UpdatePostRequest.newBuilder().setPostId(post.getId()).setCaption(caption);
    ana.call(PostServiceGrpc.getUpdatePostMethod(), request.build());
  }

  private void block() {
    var request = BlockRequest.newBuilder().setAccountId(ben.id()).build();
    reader.call(GraphServiceGrpc.getBlockMethod(), request);
  }

  private void unblock() {
    var request = UnblockRequest.newBuilder().setAccountId(ben.id()).build();
    reader.call(GraphServiceGrpc.getUnblockMethod(), request);
  }

  private int shown(Post post, boolean forFeed) {
    var request =
        BatchGetPostsRequest.newBuilder()
            .addPostIds(post.getId())
            .setWithoutMentionsOfBlocked(forFeed)
            .build();
    return reader.call(PostServiceGrpc.getBatchGetPostsMethod(), request).getPostsCount();
  }

  private static List<String> feedOf(Person person) {
    var request = ListHomePostsRequest.newBuilder().setPageSize(100).build();
    return ids(person.call(FeedServiceGrpc.getListHomePostsMethod(), request));
  }

  private ListHomePostsResponse page(int size, String token) {
    var request = ListHomePostsRequest.newBuilder().setPageSize(size).setPageToken(token).build();
    return reader.call(FeedServiceGrpc.getListHomePostsMethod(), request);
  }

  private static List<String> ids(ListHomePostsResponse page) {
    return page.getPostsList().stream().map(Post::getId).toList();
  }
}
