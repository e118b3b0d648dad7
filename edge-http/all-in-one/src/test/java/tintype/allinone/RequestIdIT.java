package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.sql.Keyspace;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** A request is found in the logs of all that it led to, by an id that its client may choose. */
@EndToEnd
class RequestIdIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Test
  void reachesWhatTheChangeLogLeadsTo() throws Exception {
    Person ana = Person.register(SYSTEM.http());
    Person ben = Person.register(SYSTEM.http());
    String id = "test-" + UUID.randomUUID();

    try (CapturedLog log = CapturedLog.open()) {
      HttpResponse<Void> answer = follow(ana, ben, id);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-request-id")).contains(id);
      assertThat(outboxRows(Keyspace.GRAPH, id)).isEqualTo(1);
      Eventually.awaitPass(
          Duration.ofSeconds(10),
          () -> {
            assertThat(lines(log, id, "tintype.graph.FollowerMirror")).isEqualTo(1);
            assertThat(lines(log, id, "tintype.feed.FeedEvents")).isEqualTo(1);
          });
    }
  }

  private static HttpResponse<Void> follow(Person who, Person whom, String requestId)
      throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + SYSTEM.port("http-port")
                + "/v1/accounts/"
                + whom.id()
                + ":follow");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("authorization", "Bearer " + who.token())
            .header("x-request-id", requestId)
            .POST(BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding());
    }
  }

  private static long outboxRows(Keyspace keyspace, String requestId) {
    return SYSTEM
        .database(keyspace)
        .read(
            handle ->
                handle
                    .select("SELECT COUNT(*) FROM outbox WHERE request_id = ?", requestId)
                    .mapTo(Long.class)
                    .one());
  }

  private static long lines(CapturedLog log, String requestId, String logger) {
    return log.lines().stream()
        .filter(line -> line.field("request_id").equals(requestId))
        .filter(line -> line.field("logger").equals(logger))
        .count();
  }
}
