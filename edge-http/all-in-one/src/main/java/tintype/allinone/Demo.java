package tintype.allinone;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import me.tongfei.progressbar.ProgressBar;
import tintype.account.v1.ImportAccountsRequest;
import tintype.account.v1.ImportServiceGrpc;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.config.Config;

/**
 * {@code --demo}: a small world to look at, made through the services as its people would. They
 * follow each other, post landscapes drawn in code and like some of them. Every step is repeatable,
 * so a second start with the same flag adds nothing.
 */
final class Demo {
  static final String PASSWORD = "silver nitrate";

  static final List<String> PEOPLE =
      List.of(
          "mira", "otto", "lena_k", "juno", "pavel", "ines", "tariq", "sofia_m", "niko", "amara",
          "hugo", "yuki", "elif", "bram", "carla", "dev", "freja", "goran", "hana", "ivo");

  private static final List<String> WORDS =
      List.of(
          "First light",
          "Before the rain",
          "Long way home",
          "Nobody here but us",
          "Blue hour",
          "The far ridge",
          "Still morning",
          "Last of the sun",
          "Above the fog",
          "One more hill");

  private static final int FOLLOWS_EACH = 7;
  private static final int POSTS_EACH = 3;
  private static final int MAX_PICTURES = 3;
  private static final int MAX_LIKES = 12;

  private final Backend backend;
  private final long[] people;

  private Demo(Backend backend, long[] people) {
    this.backend = backend;
    this.people = people;
  }

  static void fill(Config config, PrintStream out) {
    try (Backend backend = Backend.of(config, out)) {
      Demo demo = new Demo(backend, register(backend));
      demo.follow();
      demo.like(demo.post());
    }
    out.printf(
        "The demo's %d people, such as %s, log in with the password \"%s\".%n",
        PEOPLE.size(), PEOPLE.getFirst(), PASSWORD);
  }

  private static long[] register(Backend backend) {
    var request =
        ImportAccountsRequest.newBuilder().addAllUsernames(PEOPLE).setPassword(PASSWORD).build();
    var accounts = ImportServiceGrpc.newBlockingStub(backend.channel("account"));
    return Retry.call(() -> accounts.importAccounts(request)).getAccountIdsList().stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  private void follow() {
    try (ProgressBar bar = Progress.bar("demo: follows", (long) people.length * FOLLOWS_EACH)) {
      for (int i = 0; i < people.length; i++) {
        var graph = GraphServiceGrpc.newBlockingStub(backend.channelFor("graph", people[i]));
        for (int offset :
            new Random(i).ints(1, people.length).distinct().limit(FOLLOWS_EACH).toArray()) {
          String followee = Long.toString(people[(i + offset) % people.length]);
          Retry.call(() -> graph.follow(FollowRequest.newBuilder().setAccountId(followee).build()));
          bar.step();
        }
      }
    }
  }

  /** One post of each person after the other, so that feeds are mixed; answers their ids. */
  private List<String> post() {
    List<String> postIds = new ArrayList<>();
    try (ProgressBar bar = Progress.bar("demo: posts", (long) people.length * POSTS_EACH)) {
      for (int round = 0; round < POSTS_EACH; round++) {
        for (int i = 0; i < people.length; i++) {
          postIds.add(post(i, round));
          bar.step();
        }
      }
    }
    return postIds;
  }

  private String post(int person, int round) {
    String name = PEOPLE.get(person) + " " + round;
    Random random = new Random(name.hashCode());
    List<String> media = new ArrayList<>();
    int pictures = 1 + random.nextInt(MAX_PICTURES);
    for (int picture = 0; picture < pictures; picture++) {
      UUID requestId = requestId("picture " + name + " " + picture);
      byte[] bytes = DemoPicture.jpeg(random.nextLong());
      var channel = backend.channelFor("media", people[person]);
      media.add(
          Retry.call(() -> PhotoUpload.send(channel, new ByteArrayInputStream(bytes), requestId))
              .getId());
    }
    CreatePostRequest request =
        CreatePostRequest.newBuilder()
            .addAllMediaIds(media)
            .setCaption(WORDS.get(random.nextInt(WORDS.size())))
            .setRequestId(requestId("post " + name).toString())
            .build();
    var posts = PostServiceGrpc.newBlockingStub(backend.channelFor("media", people[person]));
    return Retry.call(() -> posts.createPost(request)).getPost().getId();
  }

  /** Some posts have many likes and some none; authors may like their own. */
  private void like(List<String> postIds) {
    try (ProgressBar bar = Progress.bar("demo: likes", postIds.size())) {
      for (int i = 0; i < postIds.size(); i++) {
        LikePostRequest request = LikePostRequest.newBuilder().setPostId(postIds.get(i)).build();
        Random random = new Random(i);
        int likes = random.nextInt(MAX_LIKES + 1);
        for (int person : random.ints(0, people.length).distinct().limit(likes).toArray()) {
          var posts = PostServiceGrpc.newBlockingStub(backend.channelFor("media", people[person]));
          Retry.call(() -> posts.likePost(request));
        }
        bar.step();
      }
    }
  }

  private static UUID requestId(String name) {
    return UUID.nameUUIDFromBytes(("demo " + name).getBytes(StandardCharsets.UTF_8));
  }
}
