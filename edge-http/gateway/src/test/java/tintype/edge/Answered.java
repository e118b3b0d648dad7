package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;

/** What tests look for in answers. */
final class Answered {
  private Answered() {}

  static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  /** The first detail of an error. */
  static JsonObject errorInfo(HttpResponse<String> answer) {
    return json(answer).getAsJsonObject("error").getAsJsonArray("details").get(0).getAsJsonObject();
  }

  static void assertRefused(HttpResponse<String> answer, int http, String status, String reason) {
    assertThat(answer.statusCode()).isEqualTo(http);
    JsonObject error = json(answer).getAsJsonObject("error");
    assertThat(error.get("code").getAsInt()).isEqualTo(http);
    assertThat(error.get("status").getAsString()).isEqualTo(status);
    assertThat(error.get("message").getAsString()).isNotEmpty();
    assertThat(errorInfo(answer).get("reason").getAsString()).isEqualTo(reason);
    assertThat(errorInfo(answer).get("domain").getAsString()).isEqualTo("edge.tintype");
    assertThat(errorInfo(answer).get("@type").getAsString())
        .isEqualTo("type.googleapis.com/google.rpc.ErrorInfo");
  }
}
