package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionedNamesTest {
  /** The names, between spaces, that are found in a text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | nobody
          ana                       | @ana
          ana ben cat               | with @ana, @ben and (@cat)
          ana                       | @Ana @ANA @ana
          ana                       | @ana.
          ana.ben                   | @ana.ben
          ana                       | @ana..ben
          ana                       | @ana...
          ''                        | @.ana
          ana                       | .@ana
          _ana_                     | @_ana_
          ''                        | @an
          an_                       | @an_
          ana                       | @ana's
          ana                       | @ana-ben
          ana                       | @ana:
          ana                       | ＠ana
          ''                        | ana@example.com
          ''                        | josé@example.com
          ''                        | ana+news@example.com
          ''                        | 1@example.com
          ''                        | @ana@example.com
          ''                        | @@ana
          ''                        | @ @
          ''                        | @josé
          ''                        | @jose\u0301
          ana                       | 昨日@anaと
          ana                       | ❤️@ana
          ''                        | #@ana
          ''                        | https://medium.com/@ana
          ''                        | www.example.com/@ana
          ''                        | example.com/@ana
          www.example.com           | @www.example.com
          """)
  void areFound(String names, String text) {
    assertThat(MentionedNames.in(text)).isEqualTo(split(names));
  }

  @Test
  void areAsLongAsNamesAre() {
    assertThat(MentionedNames.in("@" + "a".repeat(30))).hasSize(1);
    assertThat(MentionedNames.in("@" + "a".repeat(31))).isEmpty();
  }

  @Test
  void aCaptionHasTwentyAtMost() {
    String many =
        IntStream.range(0, 25).mapToObj(i -> "@user" + i).collect(Collectors.joining(" "));

    assertThat(CaptionWords.of(many).usernames()).hasSize(20).startsWith("user0", "user1");
  }

  private static List<String> split(String names) {
    return names.isEmpty() ? List.of() : Arrays.asList(names.split(" "));
  }
}
