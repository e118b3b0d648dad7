package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.BatchGetRelationshipsRequest;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.UnfollowRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListAccountPostsResponse;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.Pictures;

/**
 * Somebody who posts, follows, unfollows and reads, every other call over gRPC instead of HTTP, and
 * remembers what was acknowledged.
 */
final class RollingClient {
  private final int number;
  private final HttpCalls http;
  private final GrpcCalls grpc;
  private final PatientCalls patient;
  private final Random random;
  private final Person self;
  private final Map<String, String> posts = new TreeMap<>();
  private final Map<String, Boolean> following = new HashMap<>();
  private Media media;

  RollingClient(int number, HttpCalls http, GrpcCalls grpc, PatientCalls patient) {
    this.number = number;
    this.http = http;
    this.grpc = grpc;
    this.patient = patient;
    this.random = new Random(number);
    this.self = Person.register(http);
  }

  String id() {
    return self.id();
  }

  /** Calls until told to stop, or until a call has failed for good. */
  void run(List<String> others, AtomicBoolean stop) {
    try {
      while (!stop.get()) {
        step(others);
      }
    } catch (PatientCalls.FailedException e) {
      // It is among the problems.
      stop.set(true);
    }
  }

  private void step(List<String> others) {
    switch (random.nextInt(5)) {
      case 0 -> post();
      case 1 -> follow(others.get(random.nextInt(others.size())));
      case 2 -> call("get post", PostServiceGrpc.getGetPostMethod(), anyPost());
      default ->
          call(
              "read feed",
              FeedServiceGrpc.getListHomePostsMethod(),
              ListHomePostsRequest.getDefaultInstance());
    }
  }

  private GetPostRequest anyPost() {
    if (posts.isEmpty()) {
      post();
    }
    List<String> ids = List.copyOf(posts.values());
    return GetPostRequest.newBuilder().setPostId(ids.get(random.nextInt(ids.size()))).build();
  }

  private void post() {
    String caption = "rolling " + number + "-" + posts.size();
    String uploadId = UUID.randomUUID().toString();
    byte[] picture = Pictures.jpeg(64, 48, random.nextInt());
    media =
        patient.answer("upload", () -> http.upload(self.token(), "image/jpeg", picture, uploadId));
    var request =
        CreatePostRequest.newBuilder()
            .addMediaIds(media.getId())
            .setCaption(caption)
            .setRequestId(UUID.randomUUID().toString())
            .build();
    posts.put(
        caption,
        call("create post", PostServiceGrpc.getCreatePostMethod(), request).getPost().getId());
  }

  private void follow(String other) {
    boolean wanted = !following.getOrDefault(other, false);
    if (wanted) {
      var request = FollowRequest.newBuilder().setAccountId(other).build();
      call("follow", GraphServiceGrpc.getFollowMethod(), request);
    } else {
      var request = UnfollowRequest.newBuilder().setAccountId(other).build();
      call("unfollow", GraphServiceGrpc.getUnfollowMethod(), request);
    }
    following.put(other, wanted);
  }

  /** Compares what was acknowledged with what is there. */
  void audit() {
    Map<String, String> found = new TreeMap<>();
    var request = ListAccountPostsRequest.newBuilder().setAccountId("me").setPageSize(100);
    do {
      ListAccountPostsResponse page =
          call("grid", PostServiceGrpc.getListAccountPostsMethod(), request.build());
      for (Post post : page.getPostsList()) {
        String twice = found.put(post.getCaption(), post.getId());
        if (twice != null) {
          patient.problem(post.getCaption() + " is there twice");
        }
      }
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    if (!found.equals(posts)) {
      patient.problem("posts of " + id() + ": " + found + " (expected: " + posts + ")");
    }
    following.forEach(this::auditFollow);
  }

  private void auditFollow(String other, boolean expected) {
    var request = BatchGetRelationshipsRequest.newBuilder().addAccountIds(other).build();
    boolean found =
        call("relationship", GraphServiceGrpc.getBatchGetRelationshipsMethod(), request)
            .getRelationships(0)
            .getFollowing();
    if (found != expected) {
      patient.problem(id() + " follows " + other + ": " + found + " (expected: " + expected + ")");
    }
  }

  private <Q extends Message, A extends Message> A call(
      String what, MethodDescriptor<Q, A> method, Q request) {
    boolean direct = random.nextBoolean();
    return patient.answer(
        what + (direct ? " over gRPC" : " over HTTP"),
        () -> direct ? callDirectly(method, request) : self.call(method, request));
  }

  private <Q extends Message, A extends Message> A callDirectly(
      MethodDescriptor<Q, A> method, Q request) {
    return ClientCalls.blockingUnaryCall(
        grpc.channel(method, self.token()),
        method,
        CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
        request);
  }
}
