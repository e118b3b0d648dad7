package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge = new RunningEdge();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void servesTheDescription() {
    var answer = edge.get("/openapi.json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-cache");
    assertThat(Answered.json(answer).get("openapi").getAsString()).startsWith("3.1");
    assertThat(edge.send("HEAD", "/openapi.json", null, Map.of()).body()).isEmpty();
  }

  @Test
  void servesAPageThatNeedsNothingElse() {
    var answer = edge.get("/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(answer.body()).doesNotContain("http://", "https://", " onclick=", " style=");
    String policy = answer.headers().firstValue("content-security-policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'sha256-", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void servesTheIconThatThePageNames() {
    assertThat(edge.get("/").body()).contains("href=\"/favicon.svg\"");
    var icon = edge.get("/favicon.svg");
    assertThat(icon.statusCode()).isEqualTo(200);
    assertThat(icon.headers().firstValue("content-type")).contains("image/svg+xml");
    assertThat(icon.body()).startsWith("<svg");
  }

  @Test
  void takesNothingButReading() {
    var answer = edge.post("/", "{}");
    Answered.assertRefused(answer, 405, "UNIMPLEMENTED", "METHOD_NOT_ALLOWED");
    assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
  }
}
