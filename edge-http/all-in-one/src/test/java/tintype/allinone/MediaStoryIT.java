package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.allinone.Calls.Download;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListAccountPostsResponse;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.Rendition;
import tintype.testkit.EndToEnd;
import tintype.testkit.Pictures;

/** People upload pictures, publish them, look at them and take them away. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class MediaStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Parameter Way way;
  private Calls calls;
  private Person ana;

  @BeforeEach
  void register() {
    calls = SYSTEM.enter(way);
    ana = Person.register(calls);
  }

  @Test
  void aPictureThatWasPostedCanBeSeenByAll() {
    Media media = ana.upload(Pictures.jpeg(1200, 900, 1));

    Post post = ana.post("First light", media);

    assertThat(post.getAuthor().getId()).isEqualTo(ana.id());
    assertThat(post.getCaption()).isEqualTo("First light");
    assertThat(Pictures.plain(post.getMediaList())).isEqualTo(Pictures.plain(List.of(media)));
    assertThat(get(post.getId(), "")).isEqualTo(post);
    Rendition rendition = media.getRenditions(0);
    Download download = calls.download("", media.getId(), rendition.getName());
    assertThat(download.contentType()).isEqualTo("image/jpeg");
    assertThat(download.bytes()).hasSize((int) rendition.getBytes());
    BufferedImage seen = Pictures.decode(download.bytes());
    assertThat(seen.getWidth()).isEqualTo(rendition.getWidth());
    assertThat(seen.getHeight()).isEqualTo(rendition.getHeight());
  }

  @Test
  void aRenditionsUrlIsAPathOnTheEdge() {
    Media media = ana.upload(Pictures.jpeg(320, 200, 2));

    for (String token : List.of("", ana.token())) {
      var answer =
          SYSTEM.http().send("GET", media.getRenditions(0).getUrl(), token, new byte[0], "");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).hasSize((int) media.getRenditions(0).getBytes());
    }
  }

  @Test
  void aBrowserGetsWebpByTheSameUrlAndMayKeepIt() throws Exception {
    Post post = ana.post("For a browser", ana.upload(Pictures.jpeg(400, 300, 8)));
    String url = post.getMedia(0).getRenditions(0).getUrl();

    HttpResponse<byte[]> webp = fetch(url, "image/avif,image/webp,image/*;q=0.8,*/*;q=0.5");
    HttpResponse<byte[]> jpeg = fetch(url, "*/*");

    assertThat(webp.headers().firstValue("content-type")).contains("image/webp");
    assertThat(webp.body().length).isLessThan(jpeg.body().length);
    assertThat(jpeg.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(webp.headers().firstValue("etag")).isNotEqualTo(jpeg.headers().firstValue("etag"));
    for (HttpResponse<byte[]> answer : List.of(webp, jpeg)) {
      assertThat(answer.headers().firstValue("vary")).contains("Accept");
      assertThat(answer.headers().firstValue("cache-control").orElse(""))
          .matches("public, max-age=[0-9]+, immutable");
    }
  }

  private static HttpResponse<byte[]> fetch(String url, String accept) throws Exception {
    URI at = URI.create("http://127.0.0.1:" + SYSTEM.port("http-port") + url);
    HttpRequest request = HttpRequest.newBuilder(at).header("accept", accept).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer;
    }
  }

  @Test
  void aPostHoldsOneToTwentyPicturesInTheAuthorsOrder() {
    Media[] media = new Media[21];
    for (int i = 0; i < media.length; i++) {
      media[i] = ana.upload(Pictures.jpeg(32, 32, i));
    }

    Refused tooMany = Refused.by(() -> ana.post("21", media));
    Refused none = Refused.by(() -> ana.post("0", new Media[0]));
    Media[] twenty = new Media[20];
    for (int i = 0; i < twenty.length; i++) {
      twenty[i] = media[twenty.length - 1 - i];
    }
    Post post = ana.post("20", twenty);

    assertThat(tooMany.codeAndReason()).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertThat(tooMany.fields()).containsExactly("media_ids");
    assertThat(none.fields()).containsExactly("media_ids");
    assertThat(Pictures.plain(get(post.getId(), "").getMediaList()))
        .isEqualTo(Pictures.plain(List.of(twenty)));
  }

  @Test
  void aCaptionHolds2200CharactersAsPeopleCountThem() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    Media media = ana.upload(Pictures.jpeg(32, 32, 3));

    Refused tooLong = Refused.by(() -> ana.post(family.repeat(2_201), media));
    Post post = ana.post(family.repeat(2_200), media);

    assertThat(tooLong.codeAndReason()).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertThat(tooLong.fields()).containsExactly("caption");
    assertThat(get(post.getId(), "").getCaption()).isEqualTo(family.repeat(2_200));
  }

  @Test
  void repeatedCreatesAnswerTheFirstResult() {
    String uploadId = UUID.randomUUID().toString();
    byte[] picture = Pictures.jpeg(40, 30, 4);
    Media media = calls.upload(ana.token(), "image/jpeg", picture, uploadId);
    CreatePostRequest request =
        CreatePostRequest.newBuilder()
            .addMediaIds(media.getId())
            .setCaption("Once")
            .setRequestId(UUID.randomUUID().toString())
            .build();
    Post post = ana.call(PostServiceGrpc.getCreatePostMethod(), request).getPost();
    Footprint before = SYSTEM.footprint();

    Media mediaAgain = calls.upload(ana.token(), "image/jpeg", picture, uploadId);
    Post postAgain = ana.call(PostServiceGrpc.getCreatePostMethod(), request).getPost();

    assertThat(mediaAgain).isEqualTo(media);
    assertThat(postAgain).isEqualTo(post);
    assertThat(SYSTEM.footprint()).isEqualTo(before);
    byte[] other = Pictures.jpeg(40, 30, 5);
    Refused otherBytes = Refused.by(() -> calls.upload(ana.token(), "image/jpeg", other, uploadId));
    Refused otherPost =
        Refused.by(
            () ->
                ana.call(
                    PostServiceGrpc.getCreatePostMethod(),
                    request.toBuilder().setCaption("Twice").build()));
    assertThat(otherBytes.codeAndReason()).isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
    assertThat(otherPost.codeAndReason()).isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
    assertThat(SYSTEM.footprint()).isEqualTo(before);
  }

  @Test
  void aPictureIsInOnePostOnly() {
    Media media = ana.upload(Pictures.jpeg(32, 32, 6));
    ana.post("Mine", media);

    Refused again = Refused.by(() -> ana.post("Again", media));
    Media fresh = ana.upload(Pictures.jpeg(32, 32, 7));
    Refused twice = Refused.by(() -> ana.post("Twice in one", fresh, fresh));

    assertThat(again.codeAndReason()).isEqualTo("FAILED_PRECONDITION MEDIA_ALREADY_USED");
    assertThat(again.metadata()).containsEntry("media_id", media.getId());
    assertThat(twice.codeAndReason()).isEqualTo("INVALID_ARGUMENT MEDIA_REPEATED");
  }

  @Test
  void aDeletedPostIsGoneAtOnceAndDeletingItAgainIsFine() {
    Post post = ana.post("Short-lived");
    Media media = post.getMedia(0);

    ana.delete(post);
    ana.delete(post);

    Refused gone = Refused.by(() -> get(post.getId(), ""));
    assertThat(gone.codeAndReason()).isEqualTo("NOT_FOUND POST_NOT_FOUND");
    Refused picture =
        Refused.by(() -> calls.download("", media.getId(), media.getRenditions(0).getName()));
    assertThat(picture.codeAndReason()).isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    assertThat(grid(ana, 10)).isEmpty();
  }

  @Test
  void aBatchAnswersInTheOrderAskedWithoutTheAbsent() {
    Post one = ana.post("one");
    Post two = ana.post("two");
    var request =
        BatchGetPostsRequest.newBuilder()
            .addAllPostIds(List.of(two.getId(), "7_7", one.getId()))
            .build();

    var posts = calls.call(PostServiceGrpc.getBatchGetPostsMethod(), request, "");

    assertThat(posts.getPostsList()).containsExactly(two, one);
  }

  @Test
  void aGridIsNewestFirstInPagesOfAnySizeAlsoWithoutTheBoundary() {
    List<Post> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      newestFirst.addFirst(ana.post("Post " + i));
    }

    for (int size : new int[] {1, 2, 4, 5, 6}) {
      assertThat(grid(ana, size)).as("pages of %d", size).isEqualTo(newestFirst);
    }
    ListAccountPostsResponse first = page(ana, 2, "");
    ana.delete(newestFirst.get(1));
    assertThat(page(ana, 10, first.getNextPageToken()).getPostsList())
        .isEqualTo(newestFirst.subList(2, 5));
  }

  private Post get(String id, String token) {
    var request = GetPostRequest.newBuilder().setPostId(id).build();
    return calls.call(PostServiceGrpc.getGetPostMethod(), request, token).getPost();
  }

  private List<Post> grid(Person person, int pageSize) {
    List<Post> posts = new ArrayList<>();
    String token = "";
    do {
      ListAccountPostsResponse page = page(person, pageSize, token);
      posts.addAll(page.getPostsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return posts;
  }

  private ListAccountPostsResponse page(Person person, int pageSize, String token) {
    var request =
        ListAccountPostsRequest.newBuilder()
            .setAccountId(person.id())
            .setPageSize(pageSize)
            .setPageToken(token)
            .build();
    return calls.call(PostServiceGrpc.getListAccountPostsMethod(), request, "");
  }
}
