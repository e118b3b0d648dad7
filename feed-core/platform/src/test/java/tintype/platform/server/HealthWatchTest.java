package tintype.platform.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
  private static final String CALLS = "tintype.graph.v1.GraphService";

  private final Work work = new Work();
  private final HealthWatch watch = new HealthWatch("graph", List.of(work));
  private Server server;
  private ManagedChannel channel;

  private static final class Work implements Background {
    private volatile String notReady = "catching up";
    private volatile String refusesCalls = "";
    private volatile String warning = "";
    private volatile String note = "";

    @Override
    public String name() {
      return "mirror";
    }

    @Override
    public void start() {}

    @Override
    public String notReady() {
      return notReady;
    }

    @Override
    public String refusesCalls() {
      return refusesCalls;
    }

    @Override
    public String warning() {
      return warning;
    }

    @Override
    public String note() {
      return note;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void serve() throws Exception {
    String name = "health-" + UUID.randomUUID();
    server = InProcessServerBuilder.forName(name).addService(watch.grpcService()).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void stop() {
    watch.close();
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void aWarningIsToldAndChangesNothing() {
    work.notReady = "";
    work.warning = "nearly full";
    watch.start(List.of(CALLS));
    assertThat(check("")).isEqualTo(ServingStatus.SERVING);
    assertThat(watch.notReady()).isEmpty();
    assertThat(watch.warnings())
        .containsExactly(java.util.Map.entry("graph/mirror", "nearly full"));
  }

  @Test
  void whatIsWorthKnowingIsRemarkedBesideWarnings() {
    assertThat(watch.remarks()).isEmpty();
    work.note = "made by hand";
    work.warning = "nearly full";
    assertThat(watch.remarks())
        .containsOnly(
            java.util.Map.entry("graph/mirror", "made by hand"),
            java.util.Map.entry("warning, graph/mirror", "nearly full"));
  }

  @Test
  void theServerIsReadyOnlyWhileItsBackgroundWorkIs() {
    assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);
    watch.start(List.of(CALLS));
    assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(watch.notReady())
        .containsExactly(java.util.Map.entry("graph/mirror", "catching up"));

    Iterator<HealthCheckResponse> changes = changes("");
    assertThat(changes.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
    work.notReady = "";
    assertThat(changes.next().getStatus()).isEqualTo(ServingStatus.SERVING);
    assertThat(watch.notReady()).isEmpty();
    work.notReady = "40 s behind the change log";
    assertThat(changes.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void aServiceServesWhileItsWorkCatchesUpButNotWhileCallsAreRefused() {
    work.refusesCalls = "ended sessions are not known";
    watch.start(List.of(CALLS));

    Iterator<HealthCheckResponse> changes = changes(CALLS);
    assertThat(changes.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
    work.refusesCalls = "";
    assertThat(changes.next().getStatus()).isEqualTo(ServingStatus.SERVING);
    assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void whatEndsServesNothing() {
    work.notReady = "";
    watch.start(List.of(CALLS));
    assertThat(check(CALLS)).isEqualTo(ServingStatus.SERVING);

    watch.close();

    assertThat(check(CALLS)).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);
  }

  private ServingStatus check(String name) {
    return HealthGrpc.newBlockingStub(channel).check(request(name)).getStatus();
  }

  private Iterator<HealthCheckResponse> changes(String name) {
    return HealthGrpc.newBlockingStub(channel)
        .withDeadlineAfter(java.time.Duration.ofSeconds(10))
        .watch(request(name));
  }

  private static HealthCheckRequest request(String name) {
    return HealthCheckRequest.newBuilder().setService(name).build();
  }
}
