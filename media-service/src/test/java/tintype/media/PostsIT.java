package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.BatchGetPostCountsRequest;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.PostsChanged;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class PostsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long PRIVATE = 44;
  private static final long HIDDEN = 55;
  private static final long BLOCKER = 66;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(PRIVATE, HIDDEN, BLOCKER);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, PRIVATE);
    rig.graph.block(BLOCKER, BEN);
  }

  @Test
  void aPostShowsItsPicturesInTheAuthorsOrder() {
    List<String> media = Stream.generate(() -> rig.upload(ANA).getId()).limit(20).toList();
    List<String> reversed = media.reversed();

    Post post = rig.post(ANA, reversed.toArray(String[]::new));

    assertThat(post.getMediaList()).extracting(Media::getId).containsExactlyElementsOf(reversed);
    assertThat(post.getAuthor().getUsername()).isEqualTo("u11");
    assertThat(post.getId()).endsWith("_11");
    assertThat(post.getCaption()).isEqualTo("a post");
    assertThat(post.getAudience()).isEqualTo(Post.Audience.EVERYONE);
    assertThat(post.getCreateTime()).isEqualTo(post.getUpdateTime());
    assertThat(rig.get(BEN, post.getId())).isEqualTo(post);
    assertThat(rig.get(0, post.getId())).isEqualTo(post);
  }

  @Test
  void aRepeatAnswersTheFirstPost() {
    CreatePostRequest request = request("same", rig.upload(ANA).getId());

    Post first = rig.posts(ANA).createPost(request).getPost();
    Post second = rig.posts(ANA).createPost(request).getPost();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void aRequestIdServesOneContentOnly() {
    CreatePostRequest request = request("one", rig.upload(ANA).getId());
    rig.posts(ANA).createPost(request);

    var refusal =
        Refusal.of(() -> rig.posts(ANA).createPost(request.toBuilder().setCaption("two").build()));

    assertThat(refusal.codeAndReason()).isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
  }

  @Test
  void aPictureIsPostedOnce() {
    String media = rig.upload(ANA).getId();
    rig.post(ANA, media);

    var refusal = Refusal.of(() -> rig.post(ANA, rig.upload(ANA).getId(), media));

    assertThat(refusal.codeAndReason()).isEqualTo("FAILED_PRECONDITION MEDIA_ALREADY_USED");
    assertThat(refusal.metadata()).containsEntry("media_id", media);
  }

  @Test
  void aDeletedPostKeepsItsPictures() {
    String media = rig.upload(ANA).getId();
    rig.delete(ANA, rig.post(ANA, media).getId());

    var refusal = Refusal.of(() -> rig.post(ANA, media));

    assertThat(refusal.reason()).isEqualTo("MEDIA_ALREADY_USED");
  }

  @Test
  void anothersPictureLooksAbsent() {
    String another = rig.upload(BEN).getId();
    String absent = another.replaceFirst("^[0-9]+", "123456789");

    var refusal = Refusal.of(() -> rig.post(ANA, another));
    var absentRefusal = Refusal.of(() -> rig.post(BEN, absent));

    assertThat(refusal.codeAndReason()).isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    assertThat(absentRefusal.codeAndReason()).isEqualTo(refusal.codeAndReason());
    assertThat(absentRefusal.message()).isEqualTo(refusal.message());
    assertThat(rig.post(BEN, another).getMediaCount()).isEqualTo(1);
  }

  @Test
  void theSamePictureTwiceIsRefused() {
    String media = rig.upload(ANA).getId();

    var refusal = Refusal.of(() -> rig.post(ANA, media, media));

    assertThat(refusal.codeAndReason()).isEqualTo("INVALID_ARGUMENT MEDIA_REPEATED");
    assertThat(refusal.metadata()).containsEntry("media_id", media);
  }

  @Test
  void noPictureAndTwentyOnePicturesAreRefused() {
    String[] many = IntStream.range(1, 22).mapToObj(i -> i + "_11").toArray(String[]::new);

    assertThat(Refusal.of(() -> rig.post(ANA, new String[0])).fields())
        .containsExactly("media_ids");
    assertThat(Refusal.of(() -> rig.post(ANA, many)).fields()).containsExactly("media_ids");
  }

  @Test
  void captionsAreCountedAsPeopleCount() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    String longest = family.repeat(2_199) + "e\u0301";

    Post post = rig.posts(ANA).createPost(request(longest, rig.upload(ANA).getId())).getPost();
    var refusal =
        Refusal.of(
            () -> rig.posts(ANA).createPost(request(longest + "x", rig.upload(ANA).getId())));

    assertThat(post.getCaption()).isEqualTo(longest);
    assertThat(rig.get(BEN, post.getId()).getCaption()).isEqualTo(longest);
    assertThat(refusal.codeAndReason()).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertThat(refusal.fields()).containsExactly("caption");
  }

  @Test
  void nobodyPostsNothing() {
    var refusal = Refusal.of(() -> rig.posts(0).createPost(request("", "1_11")));

    assertThat(refusal.codeAndReason()).isEqualTo("UNAUTHENTICATED TOKEN_MISSING");
  }

  @Test
  void notVisibleLooksAbsent() {
    Post ofPrivate = rig.post(PRIVATE);
    Post ofBlocker = rig.post(BLOCKER);
    Post deleted = rig.post(ANA);
    rig.delete(ANA, deleted.getId());

    var absent = Refusal.of(() -> rig.get(BEN, "1_11"));

    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.get(CAT, ofPrivate.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.get(0, ofPrivate.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.get(BEN, ofBlocker.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.get(ANA, deleted.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.get(ANA, "1_999"))).isEqualTo(absent);
    assertThat(rig.get(BEN, ofPrivate.getId())).isEqualTo(ofPrivate);
    assertThat(rig.get(PRIVATE, ofPrivate.getId())).isEqualTo(ofPrivate);
    assertThat(rig.get(CAT, ofBlocker.getId())).isEqualTo(ofBlocker);
  }

  @Test
  void whoBlocksSeesNoPostsOfTheBlocked() {
    Post ofBen = rig.post(BEN);

    var refusal = Refusal.of(() -> rig.get(BLOCKER, ofBen.getId()));

    assertThat(refusal.reason()).isEqualTo("POST_NOT_FOUND");
  }

  @Test
  void aHiddenAccountsPostsVanishAndComeBack() {
    Post post = rig.post(HIDDEN);

    rig.accounts.setHidden(HIDDEN, true);
    assertThat(Refusal.of(() -> rig.get(ANA, post.getId())).reason()).isEqualTo("POST_NOT_FOUND");

    rig.accounts.setHidden(HIDDEN, false);
    assertThat(rig.get(ANA, post.getId())).isEqualTo(post);
  }

  @Test
  void aMalformedIdIsNoId() {
    var refusal = Refusal.of(() -> rig.get(ANA, "0_11"));

    assertThat(refusal.codeAndReason()).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertThat(refusal.fields()).containsExactly("post_id");
  }

  @Test
  void aBatchAnswersInTheOrderAskedWithoutWhatIsNotVisible() {
    Post first = rig.post(ANA);
    Post second = rig.post(BEN);
    Post ofPrivate = rig.post(PRIVATE);
    Post deleted = rig.post(ANA);
    rig.delete(ANA, deleted.getId());

    var request =
        BatchGetPostsRequest.newBuilder()
            .addPostIds(second.getId())
            .addPostIds(ofPrivate.getId())
            .addPostIds("1_999")
            .addPostIds(deleted.getId())
            .addPostIds(first.getId())
            .addPostIds(second.getId())
            .build();

    assertThat(rig.posts(CAT).batchGetPosts(request).getPostsList())
        .containsExactly(second, first, second);
    assertThat(rig.posts(BEN).batchGetPosts(request).getPostsList())
        .containsExactly(second, ofPrivate, first, second);
  }

  @Test
  void onlyItsAuthorDeletesAPost() {
    Post post = rig.post(ANA);
    Post ofPrivate = rig.post(PRIVATE);

    assertThat(Refusal.of(() -> rig.delete(BEN, post.getId())).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_AUTHOR");
    assertThat(Refusal.of(() -> rig.delete(CAT, ofPrivate.getId())).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.delete(ANA, "1_11")).reason()).isEqualTo("POST_NOT_FOUND");
    assertThat(rig.get(BEN, post.getId())).isEqualTo(post);
  }

  @Test
  void countersMoveOnlyWithRows() {
    long account = 77;
    rig.accounts.add(account);
    rig.post(account);
    Post second = rig.post(account);
    assertThat(count(account)).isEqualTo(2);

    rig.delete(account, second.getId());
    rig.delete(account, second.getId());

    assertThat(count(account)).isEqualTo(1);
    assertThat(count(999)).isZero();
  }

  @Test
  void everyChangeIsNewsOnce() {
    long account = 88;
    rig.accounts.add(account);
    Post post = rig.post(account);
    rig.delete(account, post.getId());
    rig.delete(account, post.getId());

    long id = Long.parseLong(post.getId().substring(0, post.getId().indexOf('_')));
    assertThat(news(account))
        .containsExactly(changed(account, id, true), changed(account, id, false));
  }

  private static List<PostsChanged> news(long account) {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT payload FROM outbox WHERE user_id = ? AND kind = ? ORDER BY id")
                    .bind(0, account)
                    .bind(1, "PostsChanged")
                    .map((row, context) -> parse(row.getBytes(1)))
                    .list());
  }

  private static PostsChanged parse(byte[] payload) {
    try {
      return PostsChanged.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static PostsChanged changed(long author, long post, boolean visible) {
    return PostsChanged.newBuilder()
        .setAuthorId(author)
        .addChanges(PostsChanged.Change.newBuilder().setPostId(post).setVisible(visible))
        .build();
  }

  private static int count(long account) {
    var request = BatchGetPostCountsRequest.newBuilder().addAccountIds(1).addAccountIds(account);
    return rig.postsAsService("account").batchGetPostCounts(request.build()).getPosts(1);
  }

  private static CreatePostRequest request(String caption, String... media) {
    return CreatePostRequest.newBuilder()
        .addAllMediaIds(List.of(media))
        .setCaption(caption)
        .setRequestId(UUID.randomUUID().toString())
        .build();
  }
}
