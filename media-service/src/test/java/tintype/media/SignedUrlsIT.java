package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.testkit.Pictures.plain;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.GetMediaRequest;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Pictures;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** A rendition's url is a right of whoever has it, as long as there is something to see. */
@OnEveryDatabase
class SignedUrlsIT {
  private static final FakeClock clock = new FakeClock(Instant.parse("2030-05-05T12:10:00Z"));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA).withClock(clock);

  private static final long PRIVATE = 44;
  private static final long SWITCHING = 45;
  private static final long HIDDEN = 55;
  private static final long BLOCKER = 66;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(PRIVATE, SWITCHING, HIDDEN, BLOCKER);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, PRIVATE);
  }

  @Test
  void theUrlOfAPublicPictureIsTheSameForAllAllDay() {
    Post post = rig.post(ANA);
    String url = url(post);

    assertThat(url).contains("scope=EVERYBODY");
    assertThat(url(rig.get(BEN, post.getId()))).isEqualTo(url);
    assertThat(url(rig.get(0, post.getId()))).isEqualTo(url);
    assertServed(url, forEverybody());
  }

  @Test
  void thatOfAPrivateOneIsTheSameForAllItsViewersForAWhile() {
    Post post = rig.post(PRIVATE);
    String url = url(rig.get(BEN, post.getId()));

    assertThat(url).contains("scope=BEARER");
    assertThat(url(post)).isEqualTo(url);
    assertServed(url, forBearers());

    clock.advance(Duration.ofHours(1));
    assertAbsent(url);
    assertThat(bytes(BEN, url)).isNotEmpty();
    assertThat(bytes(0, url(rig.get(BEN, post.getId())))).isNotEmpty();
  }

  @Test
  void whatIsNotPostedHasAUrlForItsOwner() {
    Media media = rig.upload(ANA);
    String url = media.getRenditions(0).getUrl();

    assertThat(url).contains("scope=OWNER");
    assertServed(url, forBearers());
  }

  @Test
  void withoutAValidSignatureTheCallerIsAsked() {
    Post post = rig.post(PRIVATE);
    String url = url(post);
    String unsigned = url.substring(0, url.indexOf('?'));
    String last = url.substring(url.length() - 1);
    String other = rig.post(PRIVATE).getMedia(0).getId();

    assertAbsent(unsigned);
    assertAbsent(url.substring(0, url.length() - 1) + (last.equals("A") ? "B" : "A"));
    assertAbsent(url.substring(0, url.indexOf("&signature")));
    assertAbsent(url.replaceAll("expires=\\d+", "expires=" + Long.MAX_VALUE));
    assertAbsent(url.replace("scope=BEARER", "scope=OWNER"));
    assertAbsent(url.replace("scope=BEARER", "scope=SCOPE_UNSPECIFIED"));
    assertAbsent(url.replace(post.getMedia(0).getId(), other));
    assertAbsent(url.replace("/w1080", "/w640"));
    assertAbsent(url.replace("/w1080", "/original"));
    assertThat(bytes(BEN, unsigned)).isNotEmpty();
    assertThat(bytes(BEN, url + "x")).isNotEmpty();
  }

  @Test
  void aRightIsOfOneRendition() {
    Media wide = rig.upload(PRIVATE, "", "image/png", Pictures.png(800, 40, 9));
    rig.post(PRIVATE, wide.getId());
    Media shown = rig.media(BEN).getMedia(request(wide)).getMedia();

    assertThat(shown.getRenditionsCount()).isEqualTo(3);
    shown.getRenditionsList().forEach(one -> assertThat(bytes(0, one.getUrl())).isNotEmpty());
    assertAbsent(shown.getRenditions(0).getUrl().replace("/w1080", "/w640"));
    assertThat(plain(shown)).isEqualTo(plain(wide));
  }

  @Test
  void whatWasForEverybodyEndsWithThat() {
    Post post = rig.post(SWITCHING);
    String url = url(post);
    assertServed(url, forEverybody());

    rig.accounts.setPrivate(SWITCHING, true);
    String forFollowers = url(rig.get(SWITCHING, post.getId()));

    assertAbsent(url);
    assertThat(bytes(SWITCHING, url)).isNotEmpty();
    assertServed(forFollowers, forBearers());
    rig.accounts.setPrivate(SWITCHING, false);
    assertServed(url, forEverybody());
    assertServed(forFollowers, forBearers());
  }

  @Test
  void whoIsBlockedGetsNoUrlAndKeepsTheOneThereWas() {
    Post post = rig.post(BLOCKER);
    String url = url(rig.get(CAT, post.getId()));
    rig.graph.block(BLOCKER, CAT);

    assertThat(Refusal.of(() -> rig.get(CAT, post.getId())).reason()).isEqualTo("POST_NOT_FOUND");
    assertThat(bytes(CAT, url)).isNotEmpty();
    String unsigned = url.substring(0, url.indexOf('?'));
    assertThat(Refusal.of(() -> bytes(CAT, unsigned)).reason()).isEqualTo("MEDIA_NOT_FOUND");
  }

  @Test
  void itEndsWithThePost() {
    Post open = rig.post(ANA);
    Post closed = rig.post(PRIVATE);
    String own =
        rig.media(ANA).getMedia(request(open.getMedia(0))).getMedia().getRenditions(0).getUrl();

    rig.delete(ANA, open.getId());
    rig.delete(PRIVATE, closed.getId());

    assertAbsent(url(open));
    assertAbsent(url(closed));
    assertThat(own).contains("scope=OWNER");
    assertThat(bytes(0, own)).isNotEmpty();
  }

  @Test
  void itEndsWithTheAccountAndComesBackWithIt() {
    String open = url(rig.post(HIDDEN));
    String own = rig.upload(HIDDEN).getRenditions(0).getUrl();
    rig.accounts.setHidden(HIDDEN, true);

    assertAbsent(open);
    assertAbsent(own);

    rig.accounts.setHidden(HIDDEN, false);
    assertThat(bytes(0, open)).isNotEmpty();
    assertThat(bytes(0, own)).isNotEmpty();
  }

  @Test
  void avatarsHaveUrlsThatLast() {
    Media avatar = rig.claimAvatar(PRIVATE, rig.upload(PRIVATE).getId());
    rig.accounts.setAvatar(PRIVATE, avatar);
    String lasting = avatar.getRenditions(0).getUrl();
    String signed = rig.media(CAT).getMedia(request(avatar)).getMedia().getRenditions(0).getUrl();

    assertThat(lasting).doesNotContain("?");
    assertThat(signed).contains("scope=EVERYBODY");
    assertServed(lasting, "public, max-age=300");
    assertServed(signed, forEverybody());
    assertThat(caching(CAT, lasting)).isEqualTo("private, no-cache");

    rig.accounts.setAvatar(PRIVATE, Media.getDefaultInstance());
    assertAbsent(lasting);
    assertAbsent(signed);
  }

  private static String url(Post post) {
    return post.getMedia(0).getRenditions(0).getUrl();
  }

  private static String forEverybody() {
    return "public, max-age=" + secondsLeft(Duration.ofDays(1)) + ", immutable";
  }

  private static String forBearers() {
    return "private, max-age=" + secondsLeft(Duration.ofMinutes(30)) + ", immutable";
  }

  private static long secondsLeft(Duration half) {
    long now = clock.instant().getEpochSecond();
    return (now / half.toSeconds() + 2) * half.toSeconds() - now;
  }

  private static GetMediaRequest request(Media media) {
    return GetMediaRequest.newBuilder().setMediaId(media.getId()).build();
  }

  private static byte[] bytes(long viewer, String url) {
    return SignedDownload.bytes(rig, viewer, url);
  }

  private static String caching(long viewer, String url) {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    rig.downloads(viewer)
        .withInterceptors(
            MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
        .download(SignedDownload.request(url))
        .next();
    return headers
        .get()
        .get(Metadata.Key.of("tintype-http-cache-control", Metadata.ASCII_STRING_MARSHALLER));
  }

  /** To somebody without a token. */
  private static void assertServed(String url, String caching) {
    assertThat(bytes(0, url)).isNotEmpty();
    assertThat(caching(0, url)).isEqualTo(caching);
  }

  private static void assertAbsent(String url) {
    assertThat(Refusal.of(() -> bytes(0, url)).codeAndReason())
        .isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
  }
}
