package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetMeRequest;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreateCollectionRequest;
import tintype.media.v1.GetHashtagRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.LikeCommentRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.ListCollectionPostsRequest;
import tintype.media.v1.ListDeletedPostsRequest;
import tintype.media.v1.ListHashtagPostsRequest;
import tintype.media.v1.ListSavedPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.SavePostRequest;
import tintype.media.v1.TopicServiceGrpc;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;

/** Posts in a bin whose time is over for all at once, with all that hangs on them; one is kept. */
final class CutPurge implements CutWork {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int POSTS = 12;

  private final List<Long> posts = new ArrayList<>();
  private final List<Long> media = new ArrayList<>();
  private final List<Long> comments = new ArrayList<>();
  private Person author;
  private Person reader;
  private String tag;
  private String collection;
  private Post kept;

  @Override
  public void prepare(RunningSystem system) {
    author = Person.register(system.http());
    reader = Person.register(system.http());
    tag = "t" + author.account().getUsername();
    var create = CreateCollectionRequest.newBuilder().setName("Of hers").build();
    collection =
        reader
            .call(CollectionServiceGrpc.getCreateCollectionMethod(), create)
            .getCollection()
            .getId();
    kept = post("kept #" + tag);
    comments.clear();
    List<Post> doomed = new ArrayList<>();
    for (int i = 0; i < POSTS; i++) {
      Post post = post("number " + i + " #" + tag);
      doomed.add(post);
      posts.add(number(post.getId()));
      media.add(number(post.getMedia(0).getId()));
    }
    Eventually.await(SOON, () -> left(system, "post_save", "post_id", posts) == POSTS);
    Eventually.await(SOON, () -> postsOfTag() == POSTS + 1);
    doomed.forEach(author::delete);
  }

  /** One that is liked, commented and saved. */
  private Post post(String caption) {
    Post post = author.post(caption);
    var like = LikePostRequest.newBuilder().setPostId(post.getId()).build();
    reader.call(PostServiceGrpc.getLikePostMethod(), like);
    var comment = reader.comment(post, "Lovely");
    comments.add(number(comment.getId()));
    var likeComment =
        LikeCommentRequest.newBuilder().setPostId(post.getId()).setCommentId(comment.getId());
    author.call(CommentServiceGrpc.getLikeCommentMethod(), likeComment.build());
    var save = SavePostRequest.newBuilder().setPostId(post.getId()).setCollectionId(collection);
    reader.call(CollectionServiceGrpc.getSavePostMethod(), save.build());
    return post;
  }

  @Override
  public void begin(RunningSystem system) {
    system.execute(
        Keyspace.MEDIA,
        "UPDATE post SET delete_micros = 1 WHERE user_id = ? AND delete_micros > 0",
        author.number());
  }

  @Override
  public boolean isUnderWay(RunningSystem system) {
    return left(system, "post", "post_id", posts) < POSTS;
  }

  @Override
  public boolean isCut(RunningSystem system) {
    return left(system, "post", "post_id", posts) > 0;
  }

  @Override
  public void finish(RunningSystem system) {
    author = author.over(system.http());
    reader = reader.over(system.http());
    Eventually.awaitPass(SOON, () -> assertNothingLeft(system));
    Eventually.awaitPass(SOON, () -> assertKept(system));
  }

  private void assertNothingLeft(RunningSystem system) {
    for (var ids :
        List.of(
            new Column("post_id", posts),
            new Column("media_id", media),
            new Column("comment_id", comments))) {
      for (String table : system.tablesWith(Keyspace.MEDIA, ids.name())) {
        assertThat(left(system, table, ids.name(), ids.gone())).as(table).isZero();
      }
    }
    assertThat(media).allMatch(one -> system.files("~" + one + ".") == 0);
    var bin = ListDeletedPostsRequest.getDefaultInstance();
    assertThat(author.call(PostServiceGrpc.getListDeletedPostsMethod(), bin).getPostsList())
        .isEmpty();
  }

  private record Column(String name, List<Long> gone) {}

  private void assertKept(RunningSystem system) {
    var get = GetPostRequest.newBuilder().setPostId(kept.getId()).build();
    Post shown = author.call(PostServiceGrpc.getGetPostMethod(), get).getPost();
    assertThat(shown.getCounts().getLikes()).isEqualTo(1);
    assertThat(shown.getCounts().getComments()).isEqualTo(1);
    assertThat(shown.getCounts().getSaves()).isEqualTo(1);
    assertThat(system.files("~" + number(kept.getMedia(0).getId()) + ".")).isPositive();
    var me = GetMeRequest.getDefaultInstance();
    var counts =
        author.call(AccountServiceGrpc.getGetMeMethod(), me).getMe().getAccount().getCounts();
    assertThat(counts.getPosts()).isEqualTo(1);
    var saved = ListSavedPostsRequest.getDefaultInstance();
    assertOnlyKept(
        reader.call(CollectionServiceGrpc.getListSavedPostsMethod(), saved).getPostsList());
    var inCollection = ListCollectionPostsRequest.newBuilder().setCollectionId(collection).build();
    assertOnlyKept(
        reader
            .call(CollectionServiceGrpc.getListCollectionPostsMethod(), inCollection)
            .getPostsList());
    var page = ListHashtagPostsRequest.newBuilder().setHashtag(tag).build();
    assertOnlyKept(reader.call(TopicServiceGrpc.getListHashtagPostsMethod(), page).getPostsList());
    assertThat(postsOfTag()).isEqualTo(1);
  }

  private int postsOfTag() {
    var request = GetHashtagRequest.newBuilder().setHashtag(tag).build();
    return reader
        .call(TopicServiceGrpc.getGetHashtagMethod(), request)
        .getHashtag()
        .getCounts()
        .getPosts();
  }

  private void assertOnlyKept(List<Post> posts) {
    assertThat(posts).extracting(Post::getId).containsExactly(kept.getId());
  }

  private static long left(RunningSystem system, String table, String column, List<Long> ids) {
    return system.count(
        Keyspace.MEDIA,
        "SELECT COUNT(*) FROM " + table + " WHERE " + column + " IN (<ids>)",
        query -> query.bindList("ids", ids));
  }

  private static long number(String id) {
    return IdText.parseOwned("id", id).id();
  }
}
