package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import com.google.api.HttpBody;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.Media;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class DownloadRangesIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;
  private static Media media;
  private static byte[] whole;
  private static String etag;

  @BeforeAll
  static void start() throws Exception {
    rig = new MediaRig(installation);
    media = rig.post(ANA).getMedia(0);
    whole = rig.bytes(ANA, media.getId());
    etag = etagOf(whole);
  }

  private static String etagOf(byte[] bytes) throws NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
  }

  private record Answered(Metadata headers, byte[] bytes, String contentType) {
    String get(String name) {
      return headers.get(key(name));
    }
  }

  @Test
  void theWholeSaysWhatItIs() {
    Answered answer = download();

    assertThat(answer.get("status")).isEqualTo("200");
    assertThat(answer.get("etag")).isEqualTo(etag);
    assertThat(answer.get("accept-ranges")).isEqualTo("bytes");
    assertThat(answer.get("content-length")).isEqualTo(Integer.toString(whole.length));
    assertThat(answer.get("content-range")).isNull();
    assertThat(answer.get("cache-control")).isEqualTo("private, no-cache");
    assertThat(answer.contentType()).isEqualTo("image/jpeg");
    assertThat(answer.bytes()).isEqualTo(whole);
  }

  @Test
  void whoAcceptsWebpGetsFewerBytesOfTheSamePicture() {
    Answered webp = download("accept", "image/avif,image/webp,*/*;q=0.8");
    assertThat(webp.contentType()).isEqualTo("image/webp");

    String length = Integer.toString(webp.bytes().length);
    assertThat(webp.bytes().length).isLessThan(whole.length);
    assertThat(new String(webp.bytes(), 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WEBP");
    assertThat(webp.get("content-length")).isEqualTo(length);
    assertThat(webp.get("vary")).startsWith("Accept");
    assertThat(webp.get("etag")).isNotEqualTo(etag);
    assertThat(download().get("vary")).isEqualTo(webp.get("vary"));

    String accept = "image/webp";
    assertThat(download("accept", accept, "if-none-match", webp.get("etag")).get("status"))
        .isEqualTo("304");
    assertThat(download("accept", accept, "if-none-match", etag).get("status")).isEqualTo("200");
    Answered part = download("accept", accept, "range", "bytes=8-11");
    assertThat(part.get("content-range")).isEqualTo("bytes 8-11/" + length);
    assertThat(part.bytes()).isEqualTo("WEBP".getBytes(StandardCharsets.US_ASCII));
    assertThat(download("accept", "*/*").contentType()).isEqualTo("image/jpeg");
  }

  @Test
  void aRangeIsThatPart() {
    Answered answer = download("range", "bytes=10-19");

    assertThat(answer.get("status")).isEqualTo("206");
    assertThat(answer.get("content-range")).isEqualTo("bytes 10-19/" + whole.length);
    assertThat(answer.get("content-length")).isEqualTo("10");
    assertThat(answer.get("etag")).isEqualTo(etag);
    assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(whole, 10, 20));
    assertThat(download("range", "bytes=-7").bytes())
        .isEqualTo(Arrays.copyOfRange(whole, whole.length - 7, whole.length));
  }

  @Test
  void pastTheEndIs416WithTheSize() {
    Answered answer = download("range", "bytes=" + whole.length + "-");

    assertThat(answer.get("status")).isEqualTo("416");
    assertThat(answer.get("content-range")).isEqualTo("bytes */" + whole.length);
    assertThat(answer.get("cache-control")).isEqualTo("no-store");
    assertThat(answer.bytes()).isEmpty();
  }

  @Test
  void severalRangesAreTheWhole() {
    Answered answer = download("range", "bytes=0-1,5-6");

    assertThat(answer.get("status")).isEqualTo("200");
    assertThat(answer.bytes()).isEqualTo(whole);
  }

  @Test
  void whatTheClientHasIsNotSent() {
    for (String tags : new String[] {etag, "W/" + etag, "\"a,b\", " + etag, "*"}) {
      Answered answer = download("if-none-match", tags, "range", "bytes=0-1");
      assertThat(answer.get("status")).as(tags).isEqualTo("304");
      assertThat(answer.get("etag")).isEqualTo(etag);
      assertThat(answer.get("content-length")).isNull();
      assertThat(answer.bytes()).isEmpty();
    }
    assertThat(download("if-none-match", "\"another\"").get("status")).isEqualTo("200");
  }

  @Test
  void aRangeOfSomethingElseIsTheWhole() {
    String range = "bytes=0-1";

    assertThat(download("range", range, "if-range", etag).get("status")).isEqualTo("206");
    for (String other : new String[] {"\"x\"", "W/" + etag, "Wed, 21 Oct 2026 07:28:00 GMT"}) {
      assertThat(download("range", range, "if-range", other).get("status")).isEqualTo("200");
    }
  }

  @Test
  void headHasNoBytes() {
    Answered answer = download("method", "HEAD", "range", "bytes=0-1");

    assertThat(answer.get("status")).isEqualTo("200");
    assertThat(answer.get("content-length")).isEqualTo(Integer.toString(whole.length));
    assertThat(answer.contentType()).isEqualTo("image/jpeg");
    assertThat(answer.bytes()).isEmpty();
  }

  @Test
  void aRowFromBeforeTagsWereKeptHasTheSame() throws Exception {
    Media old = rig.post(ANA).getMedia(0);
    byte[] bytes = download(old).bytes();
    database
        .database(Keyspace.MEDIA)
        .execute(
            handle ->
                handle.execute(
                    "UPDATE media SET renditions = NULL WHERE user_id = ? AND media_id = ?",
                    ANA,
                    old.getId().split("_")[0]));

    assertThat(download(old).get("etag")).isEqualTo(etagOf(bytes));
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of("tintype-http-" + name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static Answered download(String... namesAndValues) {
    return download(media, namesAndValues);
  }

  private static Answered download(Media media, String... namesAndValues) {
    Metadata sent = new Metadata();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      sent.put(key(namesAndValues[i]), namesAndValues[i + 1]);
    }
    AtomicReference<Metadata> headers = new AtomicReference<>();
    Iterator<HttpBody> pieces =
        rig.downloads(BEN)
            .withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(sent),
                MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
            .download(
                DownloadRequest.newBuilder()
                    .setMediaId(media.getId())
                    .setRendition("w1080")
                    .build());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String contentType = "";
    while (pieces.hasNext()) {
      HttpBody piece = pieces.next();
      contentType += piece.getContentType();
      bytes.writeBytes(piece.getData().toByteArray());
    }
    return new Answered(headers.get(), bytes.toByteArray(), contentType);
  }
}
