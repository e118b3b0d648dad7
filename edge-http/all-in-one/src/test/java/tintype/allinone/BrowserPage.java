package tintype.allinone;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tintype.testkit.Eventually;

/** A page in a browser, and what went on in it since it was opened. */
final class BrowserPage {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final DevTools tools;
  private final String session;

  BrowserPage(DevTools tools, String session) {
    this.tools = tools;
    this.session = session;
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      tools.call(session, domain + ".enable", new JsonObject());
    }
  }

  /** Goes to an address, and waits until what is there fulfils a condition in JavaScript. */
  void go(String url, String ready) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("url", url);
    tools.call(session, "Page.navigate", parameters);
    await(ready);
  }

  void await(String condition) {
    Eventually.await(SOON, () -> evaluate("Boolean(" + condition + ")").getAsBoolean());
  }

  /** The value of an expression in JavaScript; promises are waited for. */
  JsonElement evaluate(String expression) {
    return result(expression, true).get("value");
  }

  /** The value of an expression that is a text. */
  String text(String expression) {
    return evaluate(expression).getAsString();
  }

  /** Chooses a file in an input, as a person does. */
  void choose(String input, Path file) {
    JsonObject parameters = new JsonObject();
    parameters.add("objectId", result(input, false).get("objectId"));
    JsonArray files = new JsonArray();
    files.add(file.toString());
    parameters.add("files", files);
    tools.call(session, "DOM.setFileInputFiles", parameters);
  }

  private JsonObject result(String expression, boolean byValue) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", expression);
    parameters.addProperty("returnByValue", byValue);
    parameters.addProperty("awaitPromise", true);
    JsonObject answer = tools.call(session, "Runtime.evaluate", parameters);
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.getAsJsonObject("result");
  }

  /** All that it asked any server for. */
  List<String> requested() {
    return tools.events(session, "Network.requestWillBeSent").stream()
        .map(event -> event.getAsJsonObject("request").get("url").getAsString())
        .toList();
  }

  /** What a developer would see in red. */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    tools.events(session, "Runtime.exceptionThrown").forEach(e -> errors.add(e.toString()));
    tools.events(session, "Runtime.consoleAPICalled").stream()
        .filter(call -> call.get("type").getAsString().equals("error"))
        .forEach(call -> errors.add(call.toString()));
    tools.events(session, "Log.entryAdded").stream()
        .map(event -> event.getAsJsonObject("entry"))
        .filter(entry -> entry.get("level").getAsString().equals("error"))
        .forEach(entry -> errors.add(entry.toString()));
    return errors;
  }
}
