package tintype.benchmarks.social;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tintype.benchmarks.Target;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;

/** Compares what was acknowledged with what posts say and with the rows themselves. */
final class WriteCheck {
  private static final int BATCH = 100;

  private final Target target;
  private final Path dataFolder;
  private final Engagement engagement;

  WriteCheck(Target target, Path dataFolder, Engagement engagement) {
    this.target = target;
    this.dataFolder = dataFolder;
    this.engagement = engagement;
  }

  /**
   * Prints what became of all writes of a loop, and answers the posts of which something is lost.
   */
  int differences(String name, WriteLoop loop) {
    List<Outcome> outcomes = outcomes(loop);
    List<Outcome> wrong = outcomes.stream().filter(outcome -> !outcome.isRight()).toList();
    System.out.printf(
        Locale.ROOT,
        "%s: %,d acknowledged, %,d failed, %,d counted, %,d rows, %,d posts of %,d differ%n",
        name,
        outcomes.stream().mapToInt(Outcome::acknowledged).sum(),
        outcomes.stream().mapToInt(Outcome::failed).sum(),
        outcomes.stream().mapToInt(Outcome::counted).sum(),
        outcomes.stream().mapToInt(Outcome::rows).sum(),
        wrong.size(),
        outcomes.size());
    wrong.stream().limit(5).forEach(System.out::println);
    return wrong.size();
  }

  private List<Outcome> outcomes(WriteLoop loop) {
    Map<Owned, Integer> counted = counted(loop.posts());
    Map<Owned, Integer> rows = rows(loop.posts());
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < loop.posts().size(); i++) {
      Owned post = loop.posts().get(i);
      // A post that does not answer has lost its writes too.
      int count = counted.getOrDefault(post, -1);
      outcomes.add(new Outcome(post, loop.acknowledged(i), loop.failed(i), count, rows.get(post)));
    }
    return outcomes;
  }

  /** What each post says, to nobody in particular. */
  Map<Owned, Integer> counted(List<Owned> posts) {
    var stub = PostServiceGrpc.newBlockingStub(target.asTools("media"));
    Map<Owned, Integer> counted = new HashMap<>();
    for (int from = 0; from < posts.size(); from += BATCH) {
      var request = BatchGetPostsRequest.newBuilder();
      posts.subList(from, Math.min(posts.size(), from + BATCH)).stream()
          .map(Owned::toString)
          .forEach(request::addPostIds);
      for (Post post : stub.batchGetPosts(request.build()).getPostsList()) {
        String[] id = post.getId().split("_");
        counted.put(
            new Owned(Long.parseLong(id[0]), Long.parseLong(id[1])),
            engagement.counted(post.getCounts()));
      }
    }
    return counted;
  }

  private Map<Owned, Integer> rows(List<Owned> posts) {
    var config = EmbeddedMariaDb.reach(dataFolder.resolve("mariadb"), Keyspace.MEDIA);
    try (Database database = Database.open(Keyspace.MEDIA, config, new SimpleMeterRegistry())) {
      return database.read(
          handle -> {
            Map<Owned, Integer> rows = new HashMap<>();
            for (Owned post : posts) {
              int count =
                  handle
                      .createQuery(engagement.rowsSql())
                      .bind(0, post.owner())
                      .bind(1, post.id())
                      .mapTo(Integer.class)
                      .one();
              rows.put(post, count);
            }
            return rows;
          });
    }
  }
}
