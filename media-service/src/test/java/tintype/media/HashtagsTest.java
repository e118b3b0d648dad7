package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashtagsTest {
  /** The names, between spaces, that are found in a text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | no tag
          one                       | #one
          one two three four        | #one #two, (#three). #four!
          ''                        | in the#middle
          ''                        | snake_case#middle
          ''                        | 5#middle
          ''                        | é#middle
          ''                        | 猫#middle
          dot comma                 | .#dot ,#comma
          quoted single             | '"#quoted" ''#single'''
          dash                      | -#dash /#slash
          ''                        | '# #'
          ''                        | # apart
          ''                        | ##twice
          ''                        | ###
          one two three             | #one#two#three
          ''                        | a#one#two
          two                       | #1#two
          ''                        | #2024
          ''                        | #٢٠٢٤
          ''                        | #_
          ''                        | #1_000
          2024goals                 | #2024goals
          goals2024                 | #goals2024
          a_b                       | #a_b
          _a                        | #_a
          no                        | #no-dash
          no                        | #no.dot
          don                       | #don't
          a                         | #a+b #a*b
          a                         | #a@b
          ''                        | &#39; &#x27;
          case                      | #Case #CASE #case
          strasse                   | #STRASSE #straße
          οδοσ                      | #ΟΔΟΣ #οδος #οδοσ
          i̇stanbul                 | #İstanbul
          sıcak                     | #sıcak
          café                      | #cafe\u0301 #café
          full                      | #ＦＵＬＬ ＃full ﹟full
          fine                      | #ﬁne #fine
          日本語 カメラ                   | #日本語 と #カメラ
          東京・大阪                     | #東京・大阪
          パリ                        | #ﾊﾟﾘ #パリ
          हिन्दी                    | #हिन्दी
          ภาษาไทย                   | #ภาษาไทย
          עברית عربي                | #עברית #عربي
          میخواهم                   | #می\u200cخواهم #میخواهم
          서울                        | #서울 #서울
          col·lecció                | #col·lecció
          ab                        | #ab\u200b
          """)
  void areFound(String names, String text) {
    assertThat(names(text)).isEqualTo(split(names));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          😀                         | #😀
          love❤                     | #love❤️
          love❤                     | #love❤
          love                      | 😍#love
          love                      | ❤️#love
          👨‍👩‍👧                     | #👨‍👩‍👧
          🇩🇰                        | #🇩🇰
          👍🏽                        | #👍🏽
          ''                        | #1️⃣
          ''                        | #️⃣ #️⃣cool
          tm                        | #™
          """)
  void mayBeEmoji(String names, String text) {
    assertThat(names(text)).isEqualTo(split(names));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | https://example.com/#part
          f                         | see http://a.b/c?d#e #f
          ''                        | HTTPS://A.B/(#x)
          ''                        | www.example.com/#part
          ''                        | tintype://posts/#x
          ''                        | ana@example.com#x
          x                         | mailto:ana@example.com #x
          ''                        | example.com/#part
          """)
  void areNoPartOfAddresses(String names, String text) {
    assertThat(names(text)).isEqualTo(split(names));
  }

  @Test
  void holdAHundredCharacters() {
    assertThat(names("#" + "ü".repeat(100))).hasSize(1);
    assertThat(names("#" + "😀".repeat(100))).hasSize(1);
    assertThat(names("#" + "ü".repeat(101))).isEmpty();
    // A hundred of these are two hundred once folded.
    assertThat(names("#" + "ß".repeat(51))).isEmpty();
  }

  @Test
  void whatFoldingLeadsOutOfIsNone() {
    assertThat(names("#\uFDFA")).isEmpty();
    assertThat(names("#\u3164")).isEmpty();
    assertThat(names("#\u0301a")).isEmpty();
  }

  @Test
  void aNameIsItsOwnName() {
    for (String name : names("#Straße #ﾊﾟﾘ #👨‍👩‍👧 #می\u200cخواهم #İ #2024goals #ⅷ")) {
      assertThat(TagName.of(name)).contains(new TagName(name));
    }
    for (String none : List.of("", "#a", "a b", "12", "a-b", "a/b")) {
      assertThat(TagName.of(none)).isEmpty();
    }
  }

  @Test
  void idsArePositiveAndOfTheName() {
    assertThat(new TagName("a").id()).isEqualTo(new TagName("a").id()).isPositive();
    assertThat(
            IntStream.range(0, 1_000)
                .mapToObj(i -> new TagName("tag" + i).id())
                .collect(Collectors.toSet()))
        .hasSize(1_000)
        .allMatch(id -> id > 0);
  }

  @Test
  void aCaptionHasThirtyAtMost() {
    String many = IntStream.range(0, 40).mapToObj(i -> "#tag" + i).collect(Collectors.joining(" "));

    assertThat(Hashtags.in(many)).hasSize(40);
    assertThat(CaptionWords.of(many).hashtags()).hasSize(30);
  }

  /** Whatever the text, it ends, and what it finds is found again. */
  @Test
  void anyTextHasSome() {
    int[] hard = {'#', '#', '@', 'a', '1', '_', ' ', 0xFE0F, 0x200D, 0x1F600, 0x301, '/', 0xD800};
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.appendCodePoint(hard[random.nextInt(hard.length)]);
      }
      for (TagName tag : Hashtags.in(text.toString())) {
        assertThat(TagName.of(tag.name())).contains(tag);
      }
      MentionedNames.in(text.toString());
    }
  }

  private static List<String> names(String text) {
    return Hashtags.in(text).stream().map(TagName::name).toList();
  }

  private static List<String> split(String names) {
    return names.isEmpty() ? List.of() : Arrays.asList(names.split(" "));
  }
}
