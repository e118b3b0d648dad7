package tintype.allinone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import tintype.allinone.CrowdWrites.Posted;
import tintype.allinone.CrowdWrites.Tie;
import tintype.graph.v1.BatchGetRelationshipsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.Relationship;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListAccountPostsResponse;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;

/**
 * Compares what was acknowledged to a crowd with what is there: every post once and no other, under
 * the id that was told; every follow and like as it was last acknowledged. Some creates are
 * repeated and must give the same posts.
 */
final class CrowdAudit {
  private static final int CALLS_AT_ONCE = 4;
  private static final int REPEATS = 100;
  private static final int BATCH = 100;

  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final Crowd crowd;
  private final CrowdWrites writes;

  CrowdAudit(Crowd crowd, CrowdWrites writes) {
    this.crowd = crowd;
    this.writes = writes;
  }

  /** What is not as acknowledged, a sentence each. */
  Collection<String> run() {
    try (Concurrently calls = new Concurrently(CALLS_AT_ONCE)) {
      List<Posted> all = List.copyOf(writes.posts());
      all.stream().limit(REPEATS).forEach(post -> calls.run(() -> repeat(post)));
      Map<Person, List<Posted>> posts = all.stream().collect(Collectors.groupingBy(Posted::author));
      for (Person person : crowd.people()) {
        calls.run(() -> checkGrid(person, posts.getOrDefault(person, List.of())));
      }
      each(writes.follows(), (person, ties) -> calls.run(() -> checkFollows(person, ties)));
      each(writes.likes(), (person, ties) -> calls.run(() -> checkLikes(person, ties)));
      calls.await();
    }
    return problems;
  }

  /** How many acknowledged facts it looks at. */
  int size() {
    return writes.posts().size()
        + writes.follows().settled().size()
        + writes.likes().settled().size();
  }

  private void repeat(Posted post) {
    String again = CrowdWrites.create(post.author(), post.request());
    if (!again.equals(post.id())) {
      problems.add("post " + post.id() + " repeated: also " + again);
    }
  }

  private void checkGrid(Person person, List<Posted> posts) {
    List<String> expected =
        posts.stream().map(p -> p.request().getCaption() + " " + p.id()).sorted().toList();
    List<String> found = new ArrayList<>();
    var request = ListAccountPostsRequest.newBuilder().setAccountId("me").setPageSize(BATCH);
    do {
      ListAccountPostsResponse page =
          person.call(PostServiceGrpc.getListAccountPostsMethod(), request.build());
      page.getPostsList().forEach(post -> found.add(post.getCaption() + " " + post.getId()));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    found.sort(null);
    if (!found.equals(expected)) {
      problems.add("grid of " + person.id() + ": " + found + " (expected: " + expected + ")");
    }
  }

  private interface Check {
    void of(Person person, Map<String, Boolean> ties);
  }

  private static void each(Switches<Tie> all, Check check) {
    Map<Person, Map<String, Boolean>> ties = new HashMap<>();
    all.settled()
        .forEach(
            (tie, isOn) ->
                ties.computeIfAbsent(tie.person(), p -> new HashMap<>()).put(tie.target(), isOn));
    ties.forEach(check::of);
  }

  private void checkFollows(Person person, Map<String, Boolean> expected) {
    for (List<String> some : parts(expected.keySet())) {
      var request = BatchGetRelationshipsRequest.newBuilder().addAllAccountIds(some).build();
      Map<String, Boolean> found =
          person
              .call(GraphServiceGrpc.getBatchGetRelationshipsMethod(), request)
              .getRelationshipsList()
              .stream()
              .collect(Collectors.toMap(Relationship::getAccountId, Relationship::getFollowing));
      some.forEach(id -> compare("follow", person, id, expected.get(id), found.get(id)));
    }
  }

  private void checkLikes(Person person, Map<String, Boolean> expected) {
    for (List<String> some : parts(expected.keySet())) {
      var request = BatchGetPostsRequest.newBuilder().addAllPostIds(some).build();
      Map<String, Boolean> found =
          person.call(PostServiceGrpc.getBatchGetPostsMethod(), request).getPostsList().stream()
              .collect(Collectors.toMap(Post::getId, post -> post.getViewer().getLiked()));
      some.forEach(id -> compare("like", person, id, expected.get(id), found.get(id)));
    }
  }

  private void compare(String what, Person person, String id, Boolean expected, Boolean found) {
    if (!expected.equals(found)) {
      problems.add(
          what
              + " of "
              + id
              + " by "
              + person.id()
              + ": "
              + found
              + " (expected: "
              + expected
              + ")");
    }
  }

  private static List<List<String>> parts(Set<String> ids) {
    List<String> all = List.copyOf(ids);
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      parts.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return parts;
  }
}
