package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListArchivedPostsRequest;
import tintype.media.v1.ListArchivedPostsResponse;
import tintype.media.v1.ListPostIdsRequest;
import tintype.media.v1.ListPostLikesRequest;
import tintype.media.v1.Post;
import tintype.media.v1.UpdatePostRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The archive hides a post from all but its author, and gives it back as it was. */
@OnEveryDatabase
class ArchiveIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long LISTED = 41;
  private static final long MOVING = 42;
  private static final long COUNTED = 43;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(LISTED, MOVING, COUNTED);
  }

  @Test
  void anArchivedPostIsForItsAuthorAlone() {
    Post post = rig.post(ANA);
    rig.like(BEN, post.getId());

    Post archived = rig.archive(ANA, post.getId());

    assertThat(archived.getArchived()).isTrue();
    assertThat(archived.getCounts().getLikes()).isEqualTo(1);
    assertThat(rig.get(ANA, post.getId())).isEqualTo(archived);
    Refusal absent = Refusal.of(() -> rig.get(BEN, "1_11"));
    assertThat(Refusal.of(() -> rig.get(BEN, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.get(0, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.like(BEN, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.unlike(BEN, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> likes(BEN, post))).isEqualTo(absent);
    assertThat(likes(ANA, post)).isEqualTo(1);
  }

  @Test
  void noListHasItNotEvenItsAuthors() {
    Post kept = rig.post(COUNTED);
    Post post = rig.post(COUNTED);
    rig.archive(COUNTED, post.getId());

    var batch = BatchGetPostsRequest.newBuilder().addPostIds(post.getId()).build();
    var ids = ListPostIdsRequest.newBuilder().addAuthorIds(COUNTED).setLimit(9).build();
    assertThat(rig.posts(COUNTED).batchGetPosts(batch).getPostsList()).isEmpty();
    assertThat(grid(COUNTED, COUNTED)).containsExactly(kept);
    assertThat(grid(BEN, COUNTED)).containsExactly(kept);
    assertThat(rig.postsAsService("feed").listPostIds(ids).getPostIdsCount()).isEqualTo(1);
    assertThat(rig.count(COUNTED)).isEqualTo(1);

    rig.unarchive(COUNTED, post.getId());

    assertThat(grid(BEN, COUNTED)).containsExactly(post, kept);
    assertThat(rig.count(COUNTED)).isEqualTo(2);
  }

  @Test
  void unarchivingGivesItBackAsItWas() {
    Post post = rig.post(ANA);
    rig.like(BEN, post.getId());
    Post before = rig.get(BEN, post.getId());
    rig.archive(ANA, post.getId());

    rig.unarchive(ANA, post.getId());

    assertThat(rig.get(BEN, post.getId())).isEqualTo(before);
  }

  @Test
  void doingItTwiceIsDoingItOnce() {
    Post post = rig.post(ANA);

    Post archived = rig.archive(ANA, post.getId());
    assertThat(rig.archive(ANA, post.getId())).isEqualTo(archived);
    assertThat(rig.unarchive(ANA, post.getId())).isEqualTo(post);
    assertThat(rig.unarchive(ANA, post.getId())).isEqualTo(post);

    assertThat(PostNews.of(database, post)).containsExactly(true, false, true);
  }

  @Test
  void itsPicturesAreForItsAuthorAlone() {
    Post post = rig.post(ANA);
    String media = post.getMedia(0).getId();

    Post archived = rig.archive(ANA, post.getId());

    assertThat(url(archived)).contains("scope=OWNER");
    assertThat(rig.bytes(ANA, media)).isNotEmpty();
    assertThat(Refusal.of(() -> rig.bytes(BEN, media)).reason()).isEqualTo("MEDIA_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.bytes(0, media)).reason()).isEqualTo("MEDIA_NOT_FOUND");
    assertThat(url(rig.unarchive(ANA, post.getId()))).isEqualTo(url(post));
    assertThat(rig.bytes(0, media)).isNotEmpty();
  }

  @Test
  void itCanBeEdited() {
    Post post = rig.archive(ANA, rig.post(ANA).getId());
    var request = UpdatePostRequest.newBuilder().setPostId(post.getId()).setCaption("later");

    Post edited = rig.posts(ANA).updatePost(request.build()).getPost();

    assertThat(edited.getCaption()).isEqualTo("later");
    assertThat(edited.getArchived()).isTrue();
  }

  @Test
  void onlyItsAuthorMovesAPost() {
    Post post = rig.post(ANA);
    Post archived = rig.archive(ANA, rig.post(ANA).getId());
    Refusal absent = Refusal.of(() -> rig.archive(ANA, "1_11"));

    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.archive(BEN, post.getId())).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_AUTHOR");
    assertThat(Refusal.of(() -> rig.unarchive(BEN, archived.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.archive(0, post.getId())).reason()).isEqualTo("TOKEN_MISSING");
    assertThat(Refusal.of(() -> rig.archive(ANA, "x")).fields()).containsExactly("post_id");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 7, 8, 100})
  void everyPageSizeShowsTheWholeArchiveNewestFirst(int size) {
    List<Post> before = archive(LISTED, size);
    List<Post> added =
        Stream.generate(() -> rig.archive(LISTED, rig.post(LISTED).getId())).limit(7).toList();
    rig.post(LISTED);

    List<Post> expected = new ArrayList<>(added.reversed());
    expected.addAll(before);
    assertThat(archive(LISTED, size)).isEqualTo(expected);
    added.forEach(post -> rig.unarchive(LISTED, post.getId()));
    assertThat(archive(LISTED, size)).isEqualTo(before);
  }

  @Test
  void whatComesAndGoesBetweenPagesNeitherRepeatsNorSkips() {
    List<Post> posts =
        Stream.generate(() -> rig.archive(MOVING, rig.post(MOVING).getId()))
            .limit(5)
            .toList()
            .reversed();
    ListArchivedPostsResponse first = page(MOVING, 2, "");
    rig.archive(MOVING, rig.post(MOVING).getId());
    rig.unarchive(MOVING, posts.get(1).getId());
    rig.delete(MOVING, posts.get(2).getId());

    ListArchivedPostsResponse second = page(MOVING, 2, first.getNextPageToken());

    assertThat(first.getPostsList()).isEqualTo(posts.subList(0, 2));
    assertThat(second.getPostsList()).isEqualTo(posts.subList(3, 5));
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void aTokenIsOfOneCaller() {
    for (int i = 0; i < 2; i++) {
      rig.archive(BEN, rig.post(BEN).getId());
    }
    String token = page(BEN, 1, "").getNextPageToken();

    assertThat(Refusal.of(() -> page(ANA, 1, token)).reason()).isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> page(BEN, -1, "")).fields()).containsExactly("page_size");
    assertThat(Refusal.of(() -> page(0, 1, "")).reason()).isEqualTo("TOKEN_MISSING");
  }

  private static String url(Post post) {
    return post.getMedia(0).getRenditions(0).getUrl();
  }

  private static int likes(long viewer, Post post) {
    var request = ListPostLikesRequest.newBuilder().setPostId(post.getId()).build();
    return rig.posts(viewer).listPostLikes(request).getAccountsCount();
  }

  private static List<Post> grid(long viewer, long account) {
    var request = ListAccountPostsRequest.newBuilder().setAccountId(Long.toString(account));
    return rig.posts(viewer).listAccountPosts(request.build()).getPostsList();
  }

  private static List<Post> archive(long author, int size) {
    List<Post> posts = new ArrayList<>();
    String token = "";
    do {
      ListArchivedPostsResponse page = page(author, size, token);
      posts.addAll(page.getPostsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return posts;
  }

  private static ListArchivedPostsResponse page(long author, int size, String token) {
    return rig.posts(author)
        .listArchivedPosts(
            ListArchivedPostsRequest.newBuilder().setPageSize(size).setPageToken(token).build());
  }
}
