package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedTypesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/webp",
        "Image/WebP",
        "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
        "image/jpeg, image/webp",
        "image/jpeg;q=0.5, image/webp ; q=0.9",
        "image/webp;v=1;q=0.1",
        " image/webp ;\tq=0.8 , text/html"
      })
  void whoNamesItWantsIt(String accept) {
    assertThat(AcceptedTypes.prefersWebp(Optional.of(accept))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "image/*",
        "image/jpeg",
        "image/webp;q=0",
        "image/webp;q=0.3, image/jpeg",
        "image/webp;q=much",
        "image/webpx",
        ",;,"
      })
  void allOthersGetWhatEverybodyCanShow(String accept) {
    assertThat(AcceptedTypes.prefersWebp(Optional.of(accept))).isFalse();
  }

  @Test
  void withoutTheHeaderItIsNotWanted() {
    assertThat(AcceptedTypes.prefersWebp(Optional.empty())).isFalse();
  }
}
