package tintype.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentHeadersTest {
  private final RecentHeaders recent = new RecentHeaders();

  @Test
  void findsWhatWasPutUnderTheVeryHeader() {
    recent.put("Bearer a", verified(1));

    assertThat(recent.get(new String("Bearer a"))).isEqualTo(verified(1));
    assertThat(recent.get("bearer a")).isNull();
    assertThat(recent.get("Bearer a ")).isNull();
  }

  @Test
  void headersOfTheSameHashAreNotTakenForEachOther() {
    // The strings that everybody knows to have one hash.
    recent.put("Bearer Aa", verified(1));

    assertThat("Bearer BB").hasSameHashCodeAs("Bearer Aa");
    assertThat(recent.get("Bearer BB")).isNull();

    recent.put("Bearer BB", verified(2));
    assertThat(recent.get("Bearer BB")).isEqualTo(verified(2));
    assertThat(recent.get("Bearer Aa")).isNull();
  }

  @Test
  void neverAnswersForAnother() {
    IntStream.range(0, 10 * RecentHeaders.MAX).forEach(i -> recent.put("h" + i, verified(i)));

    assertThat(IntStream.range(0, 10 * RecentHeaders.MAX))
        .allMatch(i -> recent.get("h" + i) == null || recent.get("h" + i).account() == i)
        .anyMatch(i -> recent.get("h" + i) != null);
  }

  private static TokenVerifier.Verified verified(long account) {
    return new TokenVerifier.Verified("", account, 1, Instant.EPOCH);
  }
}
