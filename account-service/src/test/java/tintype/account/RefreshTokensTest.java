package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tintype.account.RefreshTokens.RefreshToken;

class RefreshTokensTest {
  private final RefreshTokens tokens = new RefreshTokens(new byte[32]);

  @Test
  void aTokenIsReadAsItWasWritten() {
    RefreshToken token = tokens.make(12, 34);

    RefreshToken read = tokens.parse(tokens.text(token)).orElseThrow();

    assertThat(read.accountId()).isEqualTo(12);
    assertThat(read.sessionId()).isEqualTo(34);
    assertThat(read.hash()).isEqualTo(token.hash());
  }

  @Test
  void aTokenWithAnyByteChangedIsNoneOfOurs() {
    byte[] bytes = Base64.getUrlDecoder().decode(tokens.text(tokens.make(12, 34)));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(tokens.parse(Base64.getUrlEncoder().encodeToString(changed))).isEmpty();
    }
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
    assertThat(tokens.parse(Base64.getUrlEncoder().encodeToString(shorter))).isEmpty();
  }

  @Test
  void aTokenOfAnotherInstallationIsNoneOfOurs() {
    byte[] key = new byte[32];
    key[0] = 1;

    assertThat(tokens.parse(new RefreshTokens(key).text(tokens.make(12, 34)))).isEmpty();
  }

  @Test
  void textThatIsNoTokenIsNoneOfOurs() {
    assertThat(tokens.parse("no token at all")).isEmpty();
    assertThat(tokens.parse("")).isEmpty();
  }

  @Test
  void aTokenIsNotPrintedWithItsSecret() {
    assertThat(tokens.make(12, 34)).hasToString("RefreshToken[12, 34]");
  }
}
