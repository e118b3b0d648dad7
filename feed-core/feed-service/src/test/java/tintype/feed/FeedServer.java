package tintype.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.media.v1.Post;
import tintype.platform.server.RunningService;
import tintype.testkit.Eventually;
import tintype.testkit.TestInstallation;

/** The feed over a world made by hand, for one test class; each test takes accounts of its own. */
final class FeedServer implements BeforeAllCallback, AfterAllCallback {
  final World world = new World(2);
  final FakePosts posts = new FakePosts(world);
  final FakeFollowees followees = new FakeFollowees(world);
  final TestInstallation installation;
  private final FeedLogs logs;
  private RunningService service;

  FeedServer() {
    this.logs = world.logs();
    this.installation = installation("64MiB");
  }

  /** Over other tables than the world's. */
  FeedServer(FeedLogs logs, String memory) {
    this.logs = logs;
    this.installation = installation(memory);
  }

  /** With settings of its own. */
  FeedServer(Map<String, String> settings) {
    this.logs = world.logs();
    Map<String, String> all = new HashMap<>(settings("64MiB"));
    all.putAll(settings);
    this.installation = TestInstallation.over(null).withSettings(all);
  }

  private static TestInstallation installation(String memory) {
    return TestInstallation.over(null).withSettings(settings(memory));
  }

  private static Map<String, String> settings(String memory) {
    return Map.of("feed-engine-memory", memory, "feed-retry-pause", "5ms");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    installation.beforeAll(context);
    installation.serve("media", posts.served());
    installation.serve("graph", followees);
    service = installation.start(i -> new FeedModule(i, logs));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    installation.afterAll(context);
  }

  HomeFeedIndex index() {
    return service.injector().getInstance(HomeFeedIndex.class);
  }

  RunningService service() {
    return service;
  }

  FeedServer awaitReady() {
    Eventually.await(Duration.ofSeconds(10), () -> index().notReady().isEmpty());
    return this;
  }

  FeedServiceBlockingStub stub() {
    return FeedServiceGrpc.newBlockingStub(installation.channel("feed"));
  }

  FeedServiceBlockingStub tools() {
    return installation.asService(stub(), "tools");
  }

  FeedServiceBlockingStub as(long account) {
    return installation.asAccount(stub(), account);
  }

  GetHomeFeedResponse ids(long account, int size, String token) {
    return tools()
        .getHomeFeed(
            GetHomeFeedRequest.newBuilder()
                .setAccountId(account)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  ListHomePostsResponse posts(long account, int size, String token) {
    return as(account)
        .listHomePosts(
            ListHomePostsRequest.newBuilder().setPageSize(size).setPageToken(token).build());
  }

  /** All pages of ids, one after the other, with something done between two. */
  List<Long> readIds(long account, int size, Runnable between) {
    List<Long> read = new ArrayList<>();
    String token = "";
    do {
      GetHomeFeedResponse page = ids(account, size, token);
      read.addAll(page.getPostIdsList());
      token = page.getNextPageToken();
      between.run();
    } while (!token.isEmpty());
    return read;
  }

  /** All pages of posts, as their ids. */
  List<Long> readPosts(long account, int size) {
    List<Long> read = new ArrayList<>();
    String token = "";
    do {
      ListHomePostsResponse page = posts(account, size, token);
      page.getPostsList().forEach(post -> read.add(idOf(post)));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return read;
  }

  static long idOf(Post post) {
    return Long.parseLong(post.getId().substring(0, post.getId().indexOf('_')));
  }
}
