package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageTokensTest {
  private final PageTokens tokens = new PageTokens(new byte[32]);

  @Test
  void whatWasSealedOpens() {
    String token = tokens.seal("ListFollowers", "7/8", 1L, Long.MAX_VALUE, -1L);
    assertThat(tokens.open("ListFollowers", "7/8", 3, token))
        .containsExactly(1L, Long.MAX_VALUE, -1L);
  }

  @Test
  void aTokenTellsHowMuchIsInIt() {
    for (int parts = 1; parts < 250; parts++) {
      long[] key = LongStream.range(0, parts).toArray();
      String token = tokens.seal("A", "b", key);

      assertThat(PageTokens.parts(token)).isEqualTo(parts);
      assertThat(tokens.open("A", "b", PageTokens.parts(token), token)).containsExactly(key);
    }
    for (String none : List.of("x", "AAAA", "\u00e6".repeat(30))) {
      assertRefused(() -> tokens.open("A", "b", PageTokens.parts(none), none));
    }
  }

  @Test
  void aSealIsTheSameInEveryProcess() {
    // HMAC-SHA-256 of "ListFollowers", 0, "7/8", 0 and the key's bytes, by another implementation.
    assertThat(tokens.seal("ListFollowers", "7/8", 1L, 2L))
        .isEqualTo("AAAAAAAAAAEAAAAAAAAAAo5V2TK5ZWM4oV00LEdoYlc");
    assertThat(tokens.seal("ListFollowers", "7/8", 1L, 2L))
        .isEqualTo("AAAAAAAAAAEAAAAAAAAAAo5V2TK5ZWM4oV00LEdoYlc");
  }

  @Test
  void manyThreadsSealAtOnce() {
    List<String> alone =
        LongStream.range(0, 1_000).mapToObj(i -> tokens.seal("A", "b", i)).toList();
    List<String> together =
        LongStream.range(0, 1_000).parallel().mapToObj(i -> tokens.seal("A", "b", i)).toList();

    assertThat(together).isEqualTo(alone);
  }

  @Test
  void noTokenIsTheBeginning() {
    assertThat(tokens.open("ListFollowers", "7/8", 3, "")).isNull();
  }

  @Test
  void aTokenOfAnotherListCallerOrKeyIsRefused() {
    String token = tokens.seal("ListFollowers", "7/8", 1L);
    assertRefused(() -> tokens.open("ListFollowing", "7/8", 1, token));
    assertRefused(() -> tokens.open("ListFollowers", "9/8", 1, token));
    assertRefused(() -> tokens.open("ListFollowers", "7/8", 2, token));
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    assertRefused(() -> new PageTokens(otherKey).open("ListFollowers", "7/8", 1, token));
  }

  @Test
  void everyAlteredCharacterIsNoticed() {
    String token = tokens.seal("ListFollowers", "7/8", 123_456_789L);
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String altered = token.substring(0, i) + other + token.substring(i + 1);
      assertRefused(() -> tokens.open("ListFollowers", "7/8", 1, altered));
    }
    assertRefused(() -> tokens.open("ListFollowers", "7/8", 1, token + "A"));
    assertRefused(() -> tokens.open("ListFollowers", "7/8", 1, "%%%"));
  }

  private static void assertRefused(Runnable open) {
    assertThatThrownBy(open::run)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.reason()).isEqualTo("PAGE_TOKEN_INVALID"));
  }
}
