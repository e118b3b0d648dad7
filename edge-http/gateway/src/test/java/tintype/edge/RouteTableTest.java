package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.edge.RouteTable.Binding;
import tintype.edge.RouteTable.Found;
import tintype.edge.RouteTable.NotFound;
import tintype.edge.RouteTable.WrongMethod;

class RouteTableTest {
  private final RouteTable<String> table =
      table(
          "GET /v1/posts",
          "POST /v1/posts",
          "GET /v1/posts/{post_id}",
          "GET /v1/posts:batchGet",
          "POST /v1/posts/{post_id}:like",
          "GET /v1/posts/pinned",
          "DELETE /v1/{name=files/**}",
          "GET /v1/{name=folders/*}/entries");

  private static RouteTable<String> table(String... routes) {
    RouteTable.Builder<String> builder = new RouteTable.Builder<>();
    for (String route : routes) {
      String[] parts = route.split(" ");
      builder.add(parts[0], PathTemplate.parse(parts[1]), route);
    }
    return builder.build();
  }

  @Test
  void prefersLiteralsAndTakesWildcardsOtherwise() {
    assertFound("GET", "/v1/posts/pinned", "GET /v1/posts/pinned");
    assertFound("GET", "/v1/posts/7", "GET /v1/posts/{post_id}", new Binding("post_id", "7"));
    assertFound(
        "GET",
        "/v1/%70osts/p%2Finned",
        "GET /v1/posts/{post_id}",
        new Binding("post_id", "p/inned"));
  }

  @Test
  void keepsReservedEscapesWhereManySegmentsAreBound() {
    assertFound(
        "DELETE",
        "/v1/files/a%20b/c%2Fd",
        "DELETE /v1/{name=files/**}",
        new Binding("name", "files/a b/c%2Fd"));
    assertFound(
        "GET",
        "/v1/folders/x%3Ay/entries",
        "GET /v1/{name=folders/*}/entries",
        new Binding("name", "folders/x%3Ay"));
  }

  @Test
  void takesAVerbOnlyWhereARouteHasOne() {
    assertFound(
        "POST", "/v1/posts/7:like", "POST /v1/posts/{post_id}:like", new Binding("post_id", "7"));
    assertFound(
        "GET", "/v1/posts/7:other", "GET /v1/posts/{post_id}", new Binding("post_id", "7:other"));
    assertFound(
        "GET", "/v1/posts/7%3Alike", "GET /v1/posts/{post_id}", new Binding("post_id", "7:like"));
  }

  @Test
  void namesTheMethodsOfAPathThatIsKnown() {
    assertThat(table.find("PUT", "/v1/posts"))
        .isEqualTo(new WrongMethod<>(Set.of("GET", "HEAD", "POST")));
    assertThat(table.find("GET", "/v1/posts/7:like")).isEqualTo(new WrongMethod<>(Set.of("POST")));
    assertThat(table.find("POST", "/v1/posts:batchGet"))
        .isEqualTo(new WrongMethod<>(Set.of("GET", "HEAD")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/posts/", "/v1//posts", "/v1/posts/7/", "v1/posts"})
  void doesNotGuess(String path) {
    assertThat(table.find("GET", path)).isInstanceOf(NotFound.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/%", "/v1/%4", "/v1/%zz", "/v1/%C3%28", "/v1/%ff"})
  void refusesBrokenEscapes(String path) {
    assertThatThrownBy(() -> table.find("GET", path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decodesEveryAsciiEscapeInASingleSegment() {
    RouteTable<String> one = table("GET /{x}");
    for (int c = 0; c < 0x7f; c++) {
      for (String format : List.of("/%%%02x", "/%%%02X")) {
        var match = (Found<String>) one.find("GET", format.formatted(c));
        assertThat(match.bindings()).containsExactly(new Binding("x", "" + (char) c));
      }
    }
  }

  @Test
  void refusesTwoRoutesAlike() {
    assertThatThrownBy(() -> table("GET /a/{x}", "GET /a/{y}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GET /a/{x}")
        .hasMessageContaining("GET /a/{y}");
  }

  private void assertFound(String method, String path, String target, Binding... bindings) {
    assertThat(table.find(method, path)).isEqualTo(new Found<>(target, List.of(bindings)));
  }
}
