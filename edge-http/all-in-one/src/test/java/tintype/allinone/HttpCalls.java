package tintype.allinone;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tintype.media.v1.Media;
import tintype.media.v1.UploadResponse;

/** Calls the edge as a mobile client does: by the contract's routes, in JSON. */
final class HttpCalls implements Calls, AutoCloseable {
  private static final JsonFormat.TypeRegistry DETAILS =
      JsonFormat.TypeRegistry.newBuilder()
          .add(com.google.rpc.ErrorDetailsProto.getDescriptor().getMessageTypes())
          .build();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  HttpCalls(int port) {
    this.port = port;
  }

  /** A request as raw as the client allows. */
  HttpResponse<byte[]> send(String method, String target, String token, byte[] body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    if (!type.isEmpty()) {
      request.header("content-type", type);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + target, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> sendJson(String method, String target, String token, String json) {
    return send(method, target, token, json.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  /** The refusal in an answer, whose status must be an error's. */
  static Refused refusal(HttpResponse<byte[]> answer) {
    String text = text(answer);
    JsonObject error = JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("error");
    if (error == null || error.get("code").getAsInt() != answer.statusCode()) {
      throw new AssertionError(answer + " is no error of the API's shape: " + text);
    }
    JsonObject status = new JsonObject();
    status.addProperty("code", Code.valueOf(error.get("status").getAsString()).value());
    status.add("message", error.get("message"));
    status.add("details", error.get("details"));
    var parsed = com.google.rpc.Status.newBuilder();
    read(status.toString(), parsed);
    return Refused.of(parsed.build());
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Override
  public <Q extends Message, A extends Message> A call(
      MethodDescriptor<Q, A> method, Q request, String token) {
    HttpRule rule = rule(method);
    String verb = rule.getPatternCase().name();
    boolean body = rule.getBody().equals("*");
    Message.Builder rest = request.toBuilder();
    String path = fill(template(rule), rest);
    Message unbound = rest.build();
    HttpResponse<byte[]> answer =
        body
            ? sendJson(verb, path, token, print(unbound))
            : send(verb, path + query(unbound), token, new byte[0], "");
    @SuppressWarnings("unchecked")
    A parsed = (A) parse(answer, answerOf(method));
    return parsed;
  }

  @Override
  public Media upload(String token, String contentType, byte[] bytes, String requestId) {
    String query = requestId.isEmpty() ? "" : "?requestId=" + requestId;
    HttpResponse<byte[]> answer =
        send("POST", "/v1/media:upload" + query, token, bytes, contentType);
    return ((UploadResponse) parse(answer, UploadResponse.getDefaultInstance())).getMedia();
  }

  @Override
  public Download download(String token, String mediaId, String rendition) {
    HttpResponse<byte[]> answer =
        send("GET", "/v1/media/" + mediaId + "/renditions/" + rendition, token, new byte[0], "");
    if (answer.statusCode() != 200) {
      throw refusal(answer);
    }
    return new Download(answer.headers().firstValue("content-type").orElse(""), answer.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  static HttpRule rule(MethodDescriptor<?, ?> method) {
    var schema = (ProtoMethodDescriptorSupplier) method.getSchemaDescriptor();
    return schema.getMethodDescriptor().getOptions().getExtension(AnnotationsProto.http);
  }

  static String template(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET -> rule.getGet();
      case POST -> rule.getPost();
      case PUT -> rule.getPut();
      case PATCH -> rule.getPatch();
      case DELETE -> rule.getDelete();
      default -> throw new IllegalArgumentException("no route");
    };
  }

  private static Message answerOf(MethodDescriptor<?, ?> method) {
    return (Message)
        ((io.grpc.MethodDescriptor.PrototypeMarshaller<?>) method.getResponseMarshaller())
            .getMessagePrototype();
  }

  private static Message parse(HttpResponse<byte[]> answer, Message type) {
    if (answer.statusCode() != 200) {
      throw refusal(answer);
    }
    Message.Builder parsed = type.newBuilderForType();
    read(text(answer), parsed);
    return parsed.build();
  }

  /** Puts the path's variables in, and takes their fields out of the request. */
  private static String fill(String template, Message.Builder request) {
    String path = template;
    for (FieldDescriptor field : request.getDescriptorForType().getFields()) {
      String variable = "{" + field.getName() + "}";
      if (path.contains(variable)) {
        path = path.replace(variable, encode(request.getField(field).toString()));
        request.clearField(field);
      }
    }
    return path;
  }

  private static String query(Message request) {
    List<String> parameters = new ArrayList<>();
    for (Map.Entry<FieldDescriptor, Object> field : request.getAllFields().entrySet()) {
      String name = field.getKey().getJsonName();
      List<?> values =
          field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
      values.forEach(value -> parameters.add(name + "=" + encode(value.toString())));
    }
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String print(Message message) {
    try {
      return JsonFormat.printer().print(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(String json, Message.Builder into) {
    try {
      JsonFormat.parser().usingTypeRegistry(DETAILS).merge(json, into);
    } catch (IOException e) {
      throw new AssertionError(
          "not the JSON of a " + into.getDescriptorForType().getName() + ": " + json, e);
    }
  }
}
