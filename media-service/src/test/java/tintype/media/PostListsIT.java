package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListAccountPostsResponse;
import tintype.media.v1.ListPostIdsRequest;
import tintype.media.v1.ListPostIdsResponse;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.ShardBatches;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class PostListsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long GRID = 41;
  private static final long PRIVATE = 42;
  private static final long HIDDEN = 43;
  private static final long BLOCKER = 44;
  private static final long MOVING = 45;
  private static final long NONE = 46;
  private static MediaRig rig;
  private static List<Post> grid;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(GRID, PRIVATE, HIDDEN, BLOCKER, MOVING, NONE);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, PRIVATE);
    rig.graph.block(BLOCKER, BEN);
    grid = Stream.generate(() -> rig.post(GRID)).limit(7).toList().reversed();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8, 100, 1_000})
  void everyPageSizeShowsTheWholeGridNewestFirst(int size) {
    List<Post> seen = new ArrayList<>();
    int pages = 0;
    String token = "";
    do {
      ListAccountPostsResponse page = page(ANA, Long.toString(GRID), size, token);
      assertThat(page.getPostsCount()).isBetween(1, size);
      seen.addAll(page.getPostsList());
      token = page.getNextPageToken();
      pages++;
    } while (!token.isEmpty());

    assertThat(seen).isEqualTo(grid);
    assertThat(pages).isEqualTo(Math.ceilDiv(grid.size(), size));
  }

  @Test
  void nobodyAndMyselfSeeMyGrid() {
    assertThat(page(0, Long.toString(GRID), 0, "").getPostsList()).isEqualTo(grid);
    assertThat(page(GRID, "me", 0, "").getPostsList()).isEqualTo(grid);
    assertThat(Refusal.of(() -> page(0, "me", 0, "")).reason()).isEqualTo("TOKEN_MISSING");
  }

  @Test
  void anAccountWithoutPostsHasOneEmptyPage() {
    assertThat(page(ANA, Long.toString(NONE), 0, ""))
        .isEqualTo(ListAccountPostsResponse.getDefaultInstance());
  }

  @Test
  void aStrangersViewOfAPrivateGridIsEmpty() {
    Post post = rig.post(PRIVATE);

    assertThat(page(ANA, Long.toString(PRIVATE), 0, "").getPostsList()).isEmpty();
    assertThat(page(0, Long.toString(PRIVATE), 0, "").getPostsList()).isEmpty();
    assertThat(page(BEN, Long.toString(PRIVATE), 0, "").getPostsList()).containsExactly(post);
    assertThat(page(PRIVATE, "me", 0, "").getPostsList()).containsExactly(post);
  }

  @Test
  void whoBlocksSeesAnEmptyGridAndTheBlockedSeesNoAccount() {
    rig.post(BEN);
    rig.post(BLOCKER);

    assertThat(page(BLOCKER, Long.toString(BEN), 0, "").getPostsList()).isEmpty();
    var refusal = Refusal.of(() -> page(BEN, Long.toString(BLOCKER), 0, ""));
    assertThat(refusal.codeAndReason()).isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
    assertThat(Refusal.of(() -> page(BEN, "9999", 0, ""))).isEqualTo(refusal);
  }

  @Test
  void aHiddenAccountIsAbsent() {
    rig.accounts.setHidden(HIDDEN, true);

    assertThat(Refusal.of(() -> page(ANA, Long.toString(HIDDEN), 0, "")).reason())
        .isEqualTo("ACCOUNT_NOT_FOUND");
  }

  @Test
  void postsThatComeAndGoBetweenPagesNeitherRepeatNorSkip() {
    List<Post> posts = Stream.generate(() -> rig.post(MOVING)).limit(5).toList().reversed();
    ListAccountPostsResponse first = page(ANA, Long.toString(MOVING), 2, "");
    rig.post(MOVING);
    rig.delete(MOVING, posts.get(1).getId());
    rig.delete(MOVING, posts.get(2).getId());

    ListAccountPostsResponse second = page(ANA, Long.toString(MOVING), 2, first.getNextPageToken());

    assertThat(first.getPostsList()).isEqualTo(posts.subList(0, 2));
    assertThat(second.getPostsList()).isEqualTo(posts.subList(3, 5));
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void aTokenServesOneCallerAndOneGrid() {
    String token = page(ANA, Long.toString(GRID), 2, "").getNextPageToken();

    for (String account : List.of(Long.toString(BEN), Long.toString(NONE))) {
      assertThat(Refusal.of(() -> page(ANA, account, 2, token)).codeAndReason())
          .isEqualTo("INVALID_ARGUMENT PAGE_TOKEN_INVALID");
    }
    assertThat(Refusal.of(() -> page(BEN, Long.toString(GRID), 2, token)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> page(ANA, Long.toString(GRID), -1, "")).fields())
        .containsExactly("page_size");
  }

  @Test
  void idsOfManyAuthorsAreTheNewestOfAll() {
    Random random = new Random(5);
    List<Long> authors = LongStream.range(1_000, 1_120).boxed().toList();
    List<Owned> all = randomPosts(random, authors, 1_500);
    List<Owned> published = all.stream().filter(post -> post.id() % 10 != 0).toList();

    for (int round = 0; round < 40; round++) {
      List<Long> some = authors.stream().filter(author -> random.nextInt(3) > 0).toList();
      long before = round % 4 == 0 ? 0 : all.get(random.nextInt(all.size())).id();
      int limit = 1 + random.nextInt(round % 2 == 0 ? 30 : 1_000);

      ListPostIdsResponse answer = ids(some, before, limit);

      List<Owned> expected =
          published.stream()
              .filter(post -> some.contains(post.owner()) && (before == 0 || post.id() < before))
              .sorted(Comparator.comparingLong(Owned::id).reversed())
              .limit(limit)
              .toList();
      assertThat(answer.getPostIdsList()).isEqualTo(expected.stream().map(Owned::id).toList());
      assertThat(answer.getAuthorIdsList()).isEqualTo(expected.stream().map(Owned::owner).toList());
    }
  }

  @Test
  void idsAreForTheFeedAlone() {
    var request = ListPostIdsRequest.newBuilder().addAuthorIds(GRID).setLimit(5).build();

    assertThat(Refusal.of(() -> rig.posts(ANA).listPostIds(request)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED");
    long newest = IdText.parseOwned("id", grid.getFirst().getId()).id();
    assertThat(ids(List.of(GRID, GRID, NONE), 0, 1).getPostIdsList()).containsExactly(newest);
    assertThat(ids(List.of(NONE), 0, 1).getPostIdsList()).isEmpty();
  }

  /** Adds rows as they are after publishing and, where the id ends in 0, deleting. */
  private static List<Owned> randomPosts(Random random, List<Long> authors, int count) {
    List<Owned> posts =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> new Owned(i, authors.get(random.nextInt(authors.size()))))
            .toList();
    Database media = database.database(Keyspace.MEDIA);
    new ShardBatches(media, 1)
        .transact(
            posts,
            Owned::owner,
            post -> 1,
            count,
            some -> media.transact(handle -> insert(handle, some)));
    return posts;
  }

  private static int insert(Handle handle, List<Owned> posts) {
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO post (user_id, post_id, state, audience, caption, create_micros,
              update_micros, delete_micros)
            VALUES (?, ?, ?, 1, '', 0, 0, 0)
            """);
    posts.forEach(post -> batch.add(post.owner(), post.id(), post.id() % 10 == 0 ? 1 : 0));
    return batch.execute().length;
  }

  private static ListPostIdsResponse ids(List<Long> authors, long before, int limit) {
    return rig.postsAsService("feed")
        .listPostIds(
            ListPostIdsRequest.newBuilder()
                .addAllAuthorIds(authors)
                .setBefore(before)
                .setLimit(limit)
                .build());
  }

  private static ListAccountPostsResponse page(
      long viewer, String account, int size, String token) {
    return rig.posts(viewer)
        .listAccountPosts(
            ListAccountPostsRequest.newBuilder()
                .setAccountId(account)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }
}
