package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadRequest.Scope;
import tintype.platform.rpc.IdText.Owned;
import tintype.testkit.FakeClock;

class SignedUrlsTest {
  private static final Owned MEDIA = new Owned(7, 8);
  private static final byte[] KEY = {1, 2, 3};
  private static final byte[] OTHER = {4, 5, 6};
  private static final byte[] STRANGE = {7, 8, 9};

  private final FakeClock clock = new FakeClock(Instant.parse("2030-05-05T12:10:00Z"));
  private final SignedUrls urls = urls(KEY, OTHER);

  @Test
  void aUrlForEverybodyEndsWithTheNextDayAndIsTheSameUntilToday() {
    String url = urls.signed(MEDIA, "w640", Scope.EVERYBODY);

    assertThat(url)
        .matches(
            "/v1/media/7_8/renditions/w640\\?expires="
                + Instant.parse("2030-05-07T00:00:00Z").getEpochSecond()
                + "&scope=EVERYBODY&signature=[A-Za-z0-9_-]{22}");
    clock.set(Instant.parse("2030-05-05T23:59:59Z"));
    assertThat(urls.signed(MEDIA, "w640", Scope.EVERYBODY)).isEqualTo(url);
    clock.advance(Duration.ofSeconds(1));
    assertThat(urls.signed(MEDIA, "w640", Scope.EVERYBODY)).isNotEqualTo(url);
    assertThat(urls.verify(MEDIA, request(url))).contains(Scope.EVERYBODY);
  }

  @Test
  void anyOtherIsGoodForHalfAnHourToAnHour() {
    String url = urls.signed(MEDIA, "w640", Scope.BEARER);
    DownloadRequest request = request(url);

    assertThat(request.getExpires())
        .isEqualTo(Instant.parse("2030-05-05T13:00:00Z").getEpochSecond());
    assertThat(urls.secondsLeft(request)).isEqualTo(3_000);
    clock.set(Instant.parse("2030-05-05T12:29:59Z"));
    assertThat(urls.signed(MEDIA, "w640", Scope.BEARER)).isEqualTo(url);
    clock.set(Instant.parse("2030-05-05T12:59:59Z"));
    assertThat(urls.verify(MEDIA, request)).contains(Scope.BEARER);
    clock.advance(Duration.ofSeconds(1));
    assertThat(urls.verify(MEDIA, request)).isEmpty();
  }

  @Test
  void oneForStaffIsGoodForMinutes() {
    DownloadRequest request = request(urls.signed(MEDIA, "w640", Scope.STAFF));

    assertThat(urls.secondsLeft(request)).isEqualTo(600);
    clock.advance(Duration.ofSeconds(599));
    assertThat(urls.verify(MEDIA, request)).contains(Scope.STAFF);
    assertThat(urls.verify(MEDIA, request.toBuilder().setScope(Scope.OWNER).build())).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(urls.verify(MEDIA, request)).isEmpty();
  }

  @Test
  void whatWasChangedIsNotSigned() {
    DownloadRequest good = request(urls.signed(MEDIA, "w640", Scope.BEARER));

    assertThat(urls.verify(MEDIA, good)).contains(Scope.BEARER);
    assertThat(urls.verify(new Owned(7, 9), good)).isEmpty();
    assertThat(urls.verify(new Owned(6, 8), good)).isEmpty();
    for (var changed :
        List.of(
            good.toBuilder().setRendition("w320"),
            good.toBuilder().setExpires(good.getExpires() + 1),
            good.toBuilder().setScope(Scope.OWNER),
            good.toBuilder().setScope(Scope.SCOPE_UNSPECIFIED),
            good.toBuilder().setScopeValue(99),
            good.toBuilder().clearSignature(),
            good.toBuilder().setSignature(good.getSignature().substring(1)),
            good.toBuilder().setSignature(good.getSignature() + "A"))) {
      assertThat(urls.verify(MEDIA, changed.build())).isEmpty();
    }
    assertThat(urls.verify(MEDIA, DownloadRequest.getDefaultInstance())).isEmpty();
  }

  @Test
  void aKeyIsReplacedInTwoStepsWithoutAUrlThatFails() {
    SignedUrls before = urls(KEY, OTHER);
    SignedUrls after = urls(OTHER, KEY);
    SignedUrls unrelated = urls(STRANGE, STRANGE);
    DownloadRequest old = request(before.signed(MEDIA, "w640", Scope.OWNER));
    DownloadRequest fresh = request(after.signed(MEDIA, "w640", Scope.OWNER));

    assertThat(fresh).isNotEqualTo(old);
    assertThat(after.verify(MEDIA, old)).contains(Scope.OWNER);
    assertThat(before.verify(MEDIA, fresh)).contains(Scope.OWNER);
    assertThat(unrelated.verify(MEDIA, old)).isEmpty();
  }

  private SignedUrls urls(byte[]... keys) {
    return new SignedUrls(
        List.of(keys), Duration.ofDays(2), Duration.ofHours(1), Duration.ofMinutes(10), clock);
  }

  private static DownloadRequest request(String url) {
    String[] halves = url.split("\\?");
    var request = DownloadRequest.newBuilder().setRendition(halves[0].split("/")[5]);
    for (String parameter : halves[1].split("&")) {
      String value = parameter.substring(parameter.indexOf('=') + 1);
      switch (parameter.substring(0, parameter.indexOf('='))) {
        case "expires" -> request.setExpires(Long.parseLong(value));
        case "scope" -> request.setScope(Scope.valueOf(value));
        default -> request.setSignature(value);
      }
    }
    return request.build();
  }
}
