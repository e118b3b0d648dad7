package tintype.allinone;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The DevTools protocol: calls with answers, and events, as JSON over one WebSocket. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  private DevTools() {}

  static DevTools connect(URI uri) {
    DevTools tools = new DevTools();
    tools.socket = tools.http.newWebSocketBuilder().buildAsync(uri, tools).join();
    return tools;
  }

  /** The result of a method; session "" is the browser itself. */
  JsonObject call(String session, String method, JsonObject parameters) {
    JsonObject call = new JsonObject();
    int id = ids.incrementAndGet();
    call.addProperty("id", id);
    call.addProperty("method", method);
    call.add("params", parameters);
    if (!session.isEmpty()) {
      call.addProperty("sessionId", session);
    }
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    calls.put(id, answer);
    synchronized (this) {
      socket.sendText(call.toString(), true).join();
    }
    JsonObject answered = answer.orTimeout(30, TimeUnit.SECONDS).join();
    if (answered.has("error")) {
      throw new IllegalStateException(method + ": " + answered.get("error"));
    }
    return answered.getAsJsonObject("result");
  }

  /** What happened on a page so far: the parameters of its events of a method. */
  List<JsonObject> events(String session, String method) {
    return events.stream()
        .filter(event -> event.get("method").getAsString().equals(method))
        .filter(event -> event.has("sessionId"))
        .filter(event -> event.get("sessionId").getAsString().equals(session))
        .map(event -> event.getAsJsonObject("params"))
        .toList();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
      text.setLength(0);
      if (message.has("id")) {
        calls.remove(message.get("id").getAsInt()).complete(message);
      } else {
        events.add(message);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    calls.values().forEach(call -> call.completeExceptionally(error));
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
  }
}
