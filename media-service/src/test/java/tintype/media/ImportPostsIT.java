package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.BatchGetPostCountsRequest;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.ImportPostsRequest.NewPost;
import tintype.media.v1.ImportPostsResponse;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.PostsChanged;
import tintype.media.v1.Rendition;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Pictures;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class ImportPostsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;
  private static Media source;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    source = rig.upload(ANA);
    LongStream.range(100, 600).forEach(rig.accounts::add);
  }

  @Test
  void eachPostHasAMediaOfItsOwnWithTheSameBytes() throws IOException {
    ImportPostsResponse loaded = load(List.of(post(BEN, "one"), post(101, "two")));

    assertThat(loaded.getCreated()).isEqualTo(2);
    Post first = rig.get(ANA, loaded.getPostIds(0) + "_" + BEN);
    Post second = rig.get(ANA, loaded.getPostIds(1) + "_101");
    assertThat(first.getCaption()).isEqualTo("one");
    assertThat(second.getCaption()).isEqualTo("two");
    Media copy = first.getMedia(0);
    assertThat(copy.getId()).endsWith("_22").isNotEqualTo(source.getId());
    assertThat(copy.getWidth()).isEqualTo(source.getWidth());
    assertThat(rig.bytes(ANA, copy.getId())).isEqualTo(rig.bytes(ANA, source.getId()));
    assertThat(original(copy)).isNotEqualTo(original(source));
    assertThat(Files.isSameFile(original(copy), original(source))).isTrue();
  }

  @Test
  void everyRenditionIsLinked() throws IOException {
    Media wide = rig.upload(ANA, "", "", Pictures.jpeg(700, 100, 3));
    NewPost post = post(108, "wide").toBuilder().setSourceMediaId(wide.getId()).build();

    String id = load(List.of(post)).getPostIds(0) + "_108";

    Media copy = rig.get(ANA, id).getMedia(0);
    assertThat(copy.getBlurhash()).isEqualTo(wide.getBlurhash());
    assertThat(copy.getRenditionsList())
        .extracting(Rendition::getName)
        .containsExactly("w1080", "w640", "w320");
    for (Rendition rendition : copy.getRenditionsList()) {
      assertThat(Files.isSameFile(blob(copy, rendition.getName()), blob(wide, rendition.getName())))
          .isTrue();
      List<Path> webp = rig.files("." + rendition.getName() + ".webp");
      assertThat(webp.stream().filter(file -> file.toString().contains(id(copy))).count())
          .isEqualTo(webp.stream().filter(file -> file.toString().contains(id(wide))).count());
      assertThat(rig.bytes(ANA, copy.getId(), rendition.getName()))
          .hasSize((int) rendition.getBytes());
    }
  }

  @Test
  void aRepeatChangesNothing() {
    List<NewPost> posts = manyPosts(300, 400);
    ImportPostsResponse first = load(posts);
    int news = news();

    ImportPostsResponse second = load(posts);

    assertThat(first.getCreated()).isEqualTo(400);
    assertThat(second.getCreated()).isZero();
    assertThat(second.getPostIdsList()).isEqualTo(first.getPostIdsList());
    assertThat(news()).isEqualTo(news);
  }

  @Test
  void aHalfRepeatedLoadAddsTheRest() {
    long author = 102;
    List<NewPost> posts = Stream.generate(() -> post(author, "x")).limit(10).toList();
    ImportPostsResponse half = load(posts.subList(0, 5));

    ImportPostsResponse all = load(posts);

    assertThat(all.getCreated()).isEqualTo(5);
    assertThat(all.getPostIdsList().subList(0, 5)).isEqualTo(half.getPostIdsList());
    assertThat(all.getPostIdsList()).doesNotHaveDuplicates().isSorted();
    assertThat(count(author)).isEqualTo(10);
    assertThat(rig.filesOfAll("/" + author + "~")).hasSize(20);
  }

  @Test
  void postsOfOneAuthorAreOneNews() throws Exception {
    long author = 103;
    ImportPostsResponse loaded = load(List.of(post(author, "a"), post(author, "b")));

    List<byte[]> payloads =
        database
            .database(Keyspace.MEDIA)
            .read(
                handle ->
                    handle
                        .createQuery("SELECT payload FROM outbox WHERE user_id = ?")
                        .bind(0, author)
                        .map((row, context) -> row.getBytes(1))
                        .list());
    assertThat(payloads).hasSize(1);
    PostsChanged news = PostsChanged.parseFrom(payloads.getFirst());
    assertThat(news.getAuthorId()).isEqualTo(author);
    assertThat(news.getChangesList())
        .extracting(PostsChanged.Change::getPostId)
        .isEqualTo(loaded.getPostIdsList());
  }

  @Test
  void theSamePostTwiceInACallIsOnePost() {
    NewPost post = post(104, "twice");

    ImportPostsResponse loaded = load(List.of(post, post));

    assertThat(loaded.getCreated()).isEqualTo(1);
    assertThat(loaded.getPostIds(0)).isEqualTo(loaded.getPostIds(1));
    assertThat(count(104)).isEqualTo(1);
  }

  @Test
  void aRequestIdServesOnePostOnly() {
    NewPost post = post(105, "one");
    load(List.of(post));

    NewPost other = post.toBuilder().setCaption("two").build();

    assertThat(Refusal.of(() -> load(List.of(other))).codeAndReason())
        .isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
    assertThat(Refusal.of(() -> load(List.of(post(105, "three"), post, other))).reason())
        .isEqualTo("REQUEST_ID_REUSED");
  }

  @Test
  void aPictureThatIsNotThereStopsTheLoadBeforeItBegins() {
    NewPost wrong = post(106, "x").toBuilder().setSourceMediaId("1_11").build();

    var refusal = Refusal.of(() -> load(List.of(post(106, "y"), wrong)));

    assertThat(refusal.codeAndReason()).isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    assertThat(refusal.metadata()).containsEntry("media_id", "1_11");
    assertThat(count(106)).isZero();
  }

  @Test
  void theSameLoadTwiceAtOnceIsOneLoad() {
    List<NewPost> posts = manyPosts(450, 500);

    List<CompletableFuture<ImportPostsResponse>> loads =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> load(posts))).limit(3).toList();

    List<ImportPostsResponse> answers = loads.stream().map(CompletableFuture::join).toList();
    assertThat(answers.stream().map(ImportPostsResponse::getPostIdsList).distinct()).hasSize(1);
    assertThat(answers.stream().mapToInt(ImportPostsResponse::getCreated).sum()).isEqualTo(500);
    assertThat(LongStream.range(450, 500).mapToInt(ImportPostsIT::count).sum()).isEqualTo(500);
    assertThat(LongStream.range(450, 500).map(a -> rig.filesOfAll("/" + a + "~").size()).sum())
        .isEqualTo(1_000);
  }

  @Test
  void onlyToolsLoad() {
    var stub = tintype.media.v1.ImportServiceGrpc.newBlockingStub(installation.channel("media"));
    var request = ImportPostsRequest.newBuilder().addPosts(post(107, "x")).build();

    assertThat(
            Refusal.of(() -> installation.asAccount(stub, ANA).importPosts(request))
                .codeAndReason())
        .isEqualTo("PERMISSION_DENIED CALLER_NOT_ALLOWED");
  }

  /** Posts of fifty authors, from the first on. */
  private static List<NewPost> manyPosts(long firstAuthor, int count) {
    List<NewPost> posts = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> posts.add(post(firstAuthor + i * 7 % 50, "post " + i)));
    return posts;
  }

  private static NewPost post(long author, String caption) {
    return NewPost.newBuilder()
        .setAuthorId(author)
        .setSourceMediaId(source.getId())
        .setCaption(caption)
        .setRequestId(UUID.randomUUID().toString())
        .build();
  }

  private static ImportPostsResponse load(List<NewPost> posts) {
    return rig.imports().importPosts(ImportPostsRequest.newBuilder().addAllPosts(posts).build());
  }

  private static String id(Media media) {
    return "~" + media.getId().split("_")[0] + ".";
  }

  private static Path original(Media media) {
    return blob(media, "original");
  }

  private static Path blob(Media media, String part) {
    String id = media.getId().split("_")[0];
    return rig.files("~" + id + "." + part).stream()
        .filter(file -> file.toString().endsWith(part))
        .findFirst()
        .orElseThrow();
  }

  private static int count(long account) {
    var request = BatchGetPostCountsRequest.newBuilder().addAccountIds(account).build();
    return rig.postsAsService("account").batchGetPostCounts(request).getPosts(0);
  }

  private static int news() {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle -> handle.createQuery("SELECT COUNT(*) FROM outbox").mapTo(Integer.class).one());
  }
}
