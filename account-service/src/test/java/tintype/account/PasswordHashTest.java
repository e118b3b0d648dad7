package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
  @Test
  void aHashIsThePasswordsAndNoOthers() {
    String hash = PasswordHash.of("correct horse");

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("horse");
    assertThat(PasswordHash.matches("correct horse", hash)).isTrue();
    assertThat(PasswordHash.matches("correct horsf", hash)).isFalse();
  }

  @Test
  void equalPasswordsHaveDifferentHashes() {
    assertThat(PasswordHash.of("correct horse")).isNotEqualTo(PasswordHash.of("correct horse"));
  }

  /**
   * Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1.
   */
  @Test
  void hashesOfOtherParametersAreStillChecked() {
    String hash =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertThat(PasswordHash.matches("password", hash)).isTrue();
  }

  @Test
  void keyboardsThatComposeLettersInOtherWaysAgree() {
    assertThat(
            PasswordHash.matches("cafe\u0301 cr\u00e8me", PasswordHash.of("caf\u00e9 cre\u0300me")))
        .isTrue();
  }

  @Test
  void noPasswordIsTheDecoys() {
    assertThat(PasswordHash.matches("", PasswordHash.decoy())).isFalse();
  }
}
