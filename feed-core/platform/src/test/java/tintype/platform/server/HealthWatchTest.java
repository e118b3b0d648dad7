package tintype.platform.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HealthWatchTest {
  private static final String CALLS = "tintype.graph.v1.GraphService";

  private final Work work = new Work();
  private final HealthWatch watch = new HealthWatch("graph", List.of(work));
  private Server server;
  private ManagedChannel channel;

  private static final class Work implements Background {
    private volatile String notReady = "catching up";
    private volatile String refusesCalls = "";
    private volatile Map<String, String> warnings = Map.of();
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
    public Map<String, String> warnings() {
      return warnings;
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
    work.warnings = Map.of("memory", "nearly full");
    watch.start(List.of(CALLS));
    assertThat(check("")).isEqualTo(ServingStatus.SERVING);
    assertThat(watch.notReady()).isEmpty();
    assertThat(watch.warnings()).containsExactly(Map.entry("graph/mirror, memory", "nearly full"));
  }

  @Test
  void eachWarningHasALineOnceHoweverItsNumbersMove() {
    ListAppender<ILoggingEvent> written = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(HealthWatch.class);
    written.start();
    logger.addAppender(written);
    try {
      work.warnings = Map.of("lists", "one is full");
      watch.look();
      work.warnings = Map.of("lists", "two are full", "memory", "nearly full");
      watch.look();
    } finally {
      logger.detachAppender(written);
    }
    assertThat(written.list.stream().filter(line -> line.getLevel() == Level.WARN))
        .extracting(line -> line.getKeyValuePairs().getFirst().value)
        .containsExactly("graph/mirror, lists", "graph/mirror, memory");
  }

  @Test
  void whatIsWorthKnowingIsRemarkedBesideWarnings() {
    assertThat(watch.remarks()).isEmpty();
    work.note = "made by hand";
    work.warnings = Map.of("memory", "nearly full");
    assertThat(watch.remarks())
        .containsOnly(
            Map.entry("graph/mirror", "made by hand"),
            Map.entry("warning, graph/mirror, memory", "nearly full"));
  }

  @Test
  void theServerIsReadyOnlyWhileItsBackgroundWorkIs() {
    assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);
    watch.start(List.of(CALLS));
    assertThat(check("")).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(watch.notReady()).containsExactly(Map.entry("graph/mirror", "catching up"));

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
