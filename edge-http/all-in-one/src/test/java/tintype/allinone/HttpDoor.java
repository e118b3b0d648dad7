package tintype.allinone;

import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tintype.account.v1.LogInRequest;
import tintype.account.v1.LogInResponse;
import tintype.account.v1.RegisterRequest;
import tintype.account.v1.RegisterResponse;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.CreatePostResponse;
import tintype.media.v1.Media;
import tintype.media.v1.UploadResponse;

/** The edge, as people with a password. */
final class HttpDoor implements Door {
  private static final String PASSWORD = "killed and back";

  private final List<String> names = new CopyOnWriteArrayList<>();
  private final Map<Long, String> tokens = new ConcurrentHashMap<>();
  private HttpClient client;
  private String api;

  /** Goes on with the system that listens there now; who had registered logs in. */
  void enter(int port) {
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    api = "http://127.0.0.1:" + port + "/v1";
    for (String name : names) {
      LogInRequest request = LogInRequest.newBuilder().setLogin(name).setPassword(PASSWORD).build();
      LogInResponse in = post(0, "/sessions", request, LogInResponse.newBuilder()).build();
      tokens.put(Long.valueOf(in.getAccount().getId()), in.getTokens().getAccessToken());
    }
  }

  /** The new account's id. */
  long register(String name) {
    RegisterRequest request =
        RegisterRequest.newBuilder()
            .setUsername(name)
            .setPassword(PASSWORD)
            .setEmail(name + "@example.com")
            .build();
    RegisterResponse registered =
        post(0, "/accounts", request, RegisterResponse.newBuilder()).build();
    long id = Long.parseLong(registered.getAccount().getId());
    tokens.put(id, registered.getTokens().getAccessToken());
    names.add(name);
    return id;
  }

  @Override
  public Media upload(long account, byte[] picture, UUID requestId) {
    HttpRequest.Builder request =
        to(account, "/media:upload?requestId=" + requestId)
            .header("content-type", "image/jpeg")
            .POST(BodyPublishers.ofByteArray(picture));
    return send(request, UploadResponse.newBuilder()).build().getMedia();
  }

  @Override
  public String createPost(long account, String mediaId, String caption, UUID requestId) {
    CreatePostRequest request =
        CreatePostRequest.newBuilder()
            .addMediaIds(mediaId)
            .setCaption(caption)
            .setRequestId(requestId.toString())
            .build();
    return post(account, "/posts", request, CreatePostResponse.newBuilder()).getPost().getId();
  }

  @Override
  public void deletePost(long account, String postId) {
    send(to(account, "/posts/" + postId).DELETE(), Empty.newBuilder());
  }

  @Override
  public void follow(long account, long other) {
    act(account, other, ":follow");
  }

  @Override
  public void unfollow(long account, long other) {
    act(account, other, ":unfollow");
  }

  private void act(long account, long other, String verb) {
    send(
        to(account, "/accounts/" + other + verb).POST(BodyPublishers.noBody()), Empty.newBuilder());
  }

  private <B extends Message.Builder> B post(long account, String path, Message body, B answer) {
    try {
      String json = JsonFormat.printer().print(body);
      return send(
          to(account, path)
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(json)),
          answer);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder to(long account, String path) {
    var request = HttpRequest.newBuilder(URI.create(api + path)).timeout(Duration.ofSeconds(30));
    return account == 0
        ? request
        : request.header("authorization", "Bearer " + tokens.get(account));
  }

  /** Reads those fields of the answer that its message knows. */
  private <B extends Message.Builder> B send(HttpRequest.Builder request, B answer) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      if (List.of(429, 502, 503, 504).contains(response.statusCode())) {
        throw new UnansweredException(new IOException(response.body()));
      } else if (response.statusCode() != 200) {
        throw new RefusedException(response.statusCode() + " " + response.body());
      }
      JsonFormat.parser().ignoringUnknownFields().merge(response.body(), answer);
      return answer;
    } catch (IOException e) {
      throw new UnansweredException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnansweredException(e);
    }
  }
}
