package tintype.allinone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsRequest.Follows;
import tintype.media.v1.Media;
import tintype.testkit.Eventually;
import tintype.testkit.Pictures;

/**
 * People who have registered, with what they need to write: pictures that are uploaded and not
 * posted yet, others whom they may follow, and posts of their feeds that they may like.
 *
 * @param people in any order
 * @param strangers loaded accounts
 * @param pictures of which each is posted once
 * @param likeable ids of posts that all of them can see
 */
record Crowd(
    List<Person> people, long[] strangers, Queue<Picture> pictures, List<String> likeable) {
  /** A picture and who has uploaded it. */
  record Picture(Person owner, Media media) {}

  private static final int STRANGERS = 1_000;
  private static final int CALLS_AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static Crowd gather(Backend backend, HttpCalls http, DisturbanceOptions options, int pictures) {
    long[] strangers = Population.accounts(backend, STRANGERS, new Random());
    List<Person> people = register(http, options.people());
    follow(backend, people, strangers, options.follows());
    Crowd crowd =
        new Crowd(people, strangers, new ConcurrentLinkedQueue<>(), likeable(people.getFirst()));
    crowd.upload(pictures);
    return crowd;
  }

  private static List<Person> register(HttpCalls http, int count) {
    Queue<Person> people = new ConcurrentLinkedQueue<>();
    try (Concurrently calls = new Concurrently(CALLS_AT_ONCE)) {
      for (int i = 0; i < count; i++) {
        calls.run(() -> people.add(Person.register(http)));
      }
      calls.await();
    }
    return List.copyOf(people);
  }

  private static void follow(
      Backend backend, List<Person> people, long[] strangers, int followsEach) {
    var request = ImportFollowsRequest.newBuilder();
    for (Person person : people) {
      List<Long> followees = new ArrayList<>();
      new Random(person.number())
          .ints(0, strangers.length)
          .distinct()
          .limit(Math.min(followsEach, strangers.length))
          .forEach(stranger -> followees.add(strangers[stranger]));
      request.addFollows(
          Follows.newBuilder().setFollowerId(person.number()).addAllFolloweeIds(followees));
    }
    var stub = tintype.graph.v1.ImportServiceGrpc.newBlockingStub(backend.channel("graph"));
    Retry.call(() -> stub.importFollows(request.build()));
  }

  /** The feed follows the follows by a moment. */
  private static List<String> likeable(Person reader) {
    List<String> posts = new ArrayList<>();
    Eventually.await(
        PATIENCE,
        () -> {
          reader
              .call(
                  FeedServiceGrpc.getListHomePostsMethod(),
                  ListHomePostsRequest.newBuilder().setPageSize(100).build())
              .getPostsList()
              .forEach(post -> posts.add(post.getId()));
          return !posts.isEmpty();
        });
    return posts;
  }

  private void upload(int count) {
    try (Concurrently calls = new Concurrently(CALLS_AT_ONCE)) {
      for (int i = 0; i < count; i++) {
        Person owner = people.get(i % people.size());
        int seed = i;
        calls.run(
            () -> pictures.add(new Picture(owner, owner.upload(Pictures.jpeg(48, 48, seed)))));
      }
      calls.await();
    }
  }
}
