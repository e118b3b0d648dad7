package tintype.edge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;

/**
 * Cases that other transcoders test themselves with. Where those differ, RATIONALE.md has our
 * choice, and sets in the tests name the cases that it turns round or leaves out.
 */
final class TranscodingCases {
  private static final Path CASES = Path.of("../../../shared/data/transcoding/cases.json");

  /** Cases for options that we do not have. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("route.QueryParameterNotUnescapePlus", "+ in a query is a space"),
          Map.entry("route.MatchUnregisteredCustomVerb", "an unknown verb is part of its segment"),
          Map.entry("gw.MatchWithBinding.13", "%2F stays escaped in **"),
          Map.entry("gw.Mux.21", "legacy unescaping"),
          Map.entry("gw.Mux.23", "unescaping before matching"),
          Map.entry("gw.Mux.24", "legacy unescaping"),
          Map.entry("gw.Mux.26", "unescaping before matching"),
          Map.entry("gw.Mux.28", "%25 is a well-formed escape"),
          Map.entry("body.collision.diff", "no data; RequestBinderTest has it"),
          Map.entry("body.collision.same", "no data; RequestBinderTest has it"));

  /** What a case must pass. */
  interface Check {
    void run(JsonObject test) throws Exception;
  }

  private TranscodingCases() {}

  /** All of them; where the file is not there, the test is skipped. */
  static JsonObject read() throws IOException {
    assumeTrue(Files.exists(CASES), "the shared cases are not beside this checkout");
    return JsonParser.parseString(Files.readString(CASES)).getAsJsonObject();
  }

  static Stream<DynamicTest> tests(JsonArray cases, Check check) {
    return objects(cases)
        .filter(test -> !LEFT_OUT.containsKey(text(test, "id")))
        .map(test -> DynamicTest.dynamicTest(text(test, "id"), () -> check.run(test)));
  }

  static Message message(Message prototype, JsonElement json)
      throws InvalidProtocolBufferException {
    Message.Builder builder = prototype.newBuilderForType();
    JsonFormat.parser().merge(json.toString(), builder);
    return builder.build();
  }

  static Stream<JsonObject> objects(JsonElement array) {
    return elements(array).map(JsonElement::getAsJsonObject);
  }

  static List<String> strings(JsonElement array) {
    return elements(array).map(JsonElement::getAsString).toList();
  }

  static Stream<JsonElement> elements(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
  }

  static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}
