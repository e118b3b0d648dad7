package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void aFailedCallIsOneSentence() {
    assertThat(CommandLine.sentence(Status.UNAVAILABLE.withDescription("the database is away")))
        .isEqualTo("A call failed: UNAVAILABLE, the database is away.");
    assertThat(CommandLine.sentence(Status.DEADLINE_EXCEEDED))
        .isEqualTo("A call failed: DEADLINE_EXCEEDED.");
  }
}
