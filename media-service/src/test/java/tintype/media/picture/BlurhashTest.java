package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** Expected values were made by another implementation, blurhash-python 1.1.5. */
class BlurhashTest {
  private static final IntBinaryOperator RAMPS =
      (x, y) -> (x * 8) << 16 | (y * 10) << 8 | (x + y) * 4;

  @Test
  void flatColoursHaveTheirAverage() {
    assertThat(Blurhash.of(pixels(32, 24, (x, y) -> 0), 4, 3))
        .isEqualTo("L00000fQfQfQfQfQfQfQfQfQfQfQ");
    assertThat(Blurhash.of(pixels(32, 24, (x, y) -> 0xffffff), 4, 3))
        .isEqualTo("LDTSUA_3fQ_3~qoffQoffQfQfQfQ");
  }

  @Test
  void rampsHaveFrequencies() {
    assertThat(Blurhash.of(pixels(32, 24, RAMPS), 4, 3)).isEqualTo("LxH27b2kwzX5mAWYjuf7gKfkfQfj");
    assertThat(Blurhash.of(pixels(32, 24, RAMPS), 3, 4)).isEqualTo("TxH27b2kwzmAWYjugKfkfQn+Wojt");
    assertThat(Blurhash.of(pixels(32, 24, RAMPS), 9, 9))
        .hasSize(4 + 2 * 81)
        .startsWith("|xH27b2kwzX5a{oeWoofWnmAWYjuf7fRf6fRf6fRgKfkfQfjfQfjfQfjfQn+Wojt");
  }

  @Test
  void onePixelAndOneComponentAreEnough() {
    var one = pixels(1, 1, (x, y) -> 200 << 16 | 100 << 8 | 50);

    assertThat(Blurhash.of(one, 4, 3)).isEqualTo("L~M|T9}=}=}=}=}=}=}=}=}=}=}=");
    assertThat(Blurhash.of(one, 1, 1)).isEqualTo("00M|T9");
  }

  private static Pixels pixels(int width, int height, IntBinaryOperator rgb) {
    byte[] samples = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      int pixel = rgb.applyAsInt(i % width, i / width);
      samples[3 * i] = (byte) (pixel >> 16);
      samples[3 * i + 1] = (byte) (pixel >> 8);
      samples[3 * i + 2] = (byte) pixel;
    }
    return new Pixels(width, height, 3, samples);
  }
}
