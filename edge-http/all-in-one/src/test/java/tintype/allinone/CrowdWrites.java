package tintype.allinone;

import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.UnfollowRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.UnlikePostRequest;

/** What a crowd writes, and its memory of what was acknowledged. */
final class CrowdWrites {
  /** A post and its request; the id is what was acknowledged. */
  record Posted(Person author, CreatePostRequest request, String id) {}

  /** What one of the crowd may follow or like. */
  record Tie(Person person, String target) {}

  private final Crowd crowd;
  private final Queue<Posted> posts = new ConcurrentLinkedQueue<>();
  private final Switches<Tie> follows;
  private final Switches<Tie> likes;

  CrowdWrites(Crowd crowd) {
    this.crowd = crowd;
    this.follows = new Switches<>(this::anyFollow, 1);
    this.likes = new Switches<>(this::anyLike, 2);
  }

  Queue<Posted> posts() {
    return posts;
  }

  Switches<Tie> follows() {
    return follows;
  }

  Switches<Tie> likes() {
    return likes;
  }

  /** The next post, or null once all pictures are posted. */
  Runnable post() {
    Crowd.Picture picture = crowd.pictures().poll();
    if (picture == null) {
      return null;
    }
    String requestId = UUID.randomUUID().toString();
    CreatePostRequest request =
        CreatePostRequest.newBuilder()
            .addMediaIds(picture.media().getId())
            .setCaption("disturbed " + requestId)
            .setRequestId(requestId)
            .build();
    return () -> posts.add(new Posted(picture.owner(), request, create(picture.owner(), request)));
  }

  static String create(Person author, CreatePostRequest request) {
    return author.call(PostServiceGrpc.getCreatePostMethod(), request).getPost().getId();
  }

  Runnable follow() {
    return turn(follows, true, CrowdWrites::follow);
  }

  Runnable unfollow() {
    return turn(follows, false, CrowdWrites::unfollow);
  }

  Runnable like() {
    return turn(likes, true, CrowdWrites::like);
  }

  Runnable unlike() {
    return turn(likes, false, CrowdWrites::unlike);
  }

  private static Runnable turn(Switches<Tie> all, boolean on, BiConsumer<Person, String> call) {
    Tie tie = on ? all.takeOff() : all.takeOn();
    if (tie == null) {
      return null;
    }
    return () -> {
      call.accept(tie.person(), tie.target());
      all.settle(tie, on);
    };
  }

  private static void follow(Person person, String account) {
    var request = FollowRequest.newBuilder().setAccountId(account).build();
    person.call(GraphServiceGrpc.getFollowMethod(), request);
  }

  private static void unfollow(Person person, String account) {
    var request = UnfollowRequest.newBuilder().setAccountId(account).build();
    person.call(GraphServiceGrpc.getUnfollowMethod(), request);
  }

  private static void like(Person person, String post) {
    var request = LikePostRequest.newBuilder().setPostId(post).build();
    person.call(PostServiceGrpc.getLikePostMethod(), request);
  }

  private static void unlike(Person person, String post) {
    var request = UnlikePostRequest.newBuilder().setPostId(post).build();
    person.call(PostServiceGrpc.getUnlikePostMethod(), request);
  }

  private Tie anyFollow(Random random) {
    long account = crowd.strangers()[random.nextInt(crowd.strangers().length)];
    return new Tie(anyone(random), Long.toString(account));
  }

  private Tie anyLike(Random random) {
    return new Tie(anyone(random), crowd.likeable().get(random.nextInt(crowd.likeable().size())));
  }

  private Person anyone(Random random) {
    return crowd.people().get(random.nextInt(crowd.people().size()));
  }
}
