package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tintype.platform.config.Config;
import tintype.platform.rpc.ApiException;

class UploadGateTest {
  private final UploadGate gate =
      new UploadGate(
          Config.of(Map.of("media-max-uploads", "3", "media-max-uploads-per-account", "2"))
              .bind("media", MediaConfig.defaults(Path.of("data"))));

  @Test
  void oneAccountDoesNotTakeAllPlaces() {
    gate.enter(1);
    gate.enter(1);

    assertRefused(1);
    gate.enter(2);
    assertRefused(3);
    gate.leave(2);
    gate.enter(3);
  }

  @Test
  void whoIsRefusedHoldsNoPlace() {
    gate.enter(1);
    gate.enter(1);
    for (int i = 0; i < 5; i++) {
      assertRefused(1);
    }

    gate.leave(1);
    gate.enter(1);
    gate.enter(2);
    gate.leave(1);
    gate.leave(1);
    gate.enter(2);
    gate.enter(1);
  }

  private void assertRefused(long account) {
    ApiException refused = catchThrowableOfType(ApiException.class, () -> gate.enter(account));
    assertThat(refused.reason()).isEqualTo("TRY_AGAIN");
  }
}
