package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import tintype.graph.v1.BatchGetRelationshipsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.Relationship;
import tintype.media.v1.BatchGetPostCountsRequest;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadServiceGrpc;
import tintype.media.v1.GetHashtagRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListAccountPostsResponse;
import tintype.media.v1.ListHashtagPostsRequest;
import tintype.media.v1.ListHashtagPostsResponse;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.Rendition;
import tintype.media.v1.TopicServiceGrpc;
import tintype.testkit.Eventually;

/**
 * Compares what clients remember with what the system answers: every grid, every edge; and one by
 * one, with their pictures, the posts of one round and some of the rounds before it.
 */
final class Audit {
  private static final int CALLS_AT_ONCE = 8;
  private static final int OLD_POSTS = 200;
  private static final int BATCH = 100;

  private final Backend backend;
  private final String captions;
  private final Collection<WrittenPost> posts;
  private final Map<Edge, Edge.State> edges;
  private final Map<Integer, ByteString> renditions;
  private final Duration patience;
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  /**
   * @param captions how the captions of remembered posts begin, and those of no other
   * @param renditions of each picture: the first that was seen stands, for all must be the same
   * @param patience with what follows the posts by a moment
   */
  Audit(
      Backend backend,
      String captions,
      Collection<WrittenPost> posts,
      Map<Edge, Edge.State> edges,
      Map<Integer, ByteString> renditions,
      Duration patience) {
    this.backend = backend;
    this.captions = captions;
    this.posts = posts;
    this.edges = edges;
    this.renditions = renditions;
    this.patience = patience;
  }

  /** Returns what is not as remembered, a sentence each. */
  Collection<String> run(int round, Random random) {
    try (Concurrently calls = new Concurrently(CALLS_AT_ONCE)) {
      posts.stream()
          .collect(Collectors.groupingBy(post -> post.author))
          .forEach((author, written) -> calls.run(() -> checkGrid(author, written)));
      edges.keySet().stream()
          .collect(Collectors.groupingBy(Edge::follower))
          .forEach((follower, edges) -> calls.run(() -> checkEdges(follower, edges)));
      some(round, random).forEach(post -> calls.run(() -> checkPost(post)));
      calls.run(this::checkHashtag);
      calls.await();
    }
    return problems;
  }

  private List<WrittenPost> some(int round, Random random) {
    List<WrittenPost> some = new ArrayList<>(posts.stream().filter(p -> p.round == round).toList());
    List<WrittenPost> old = posts.stream().filter(p -> p.round != round).toList();
    for (int i = 0; i < OLD_POSTS && !old.isEmpty(); i++) {
      some.add(old.get(random.nextInt(old.size())));
    }
    return some;
  }

  /** Captions are unique, so a post that was made twice is seen here, and one that is lost. */
  private void checkGrid(long author, List<WrittenPost> written) {
    List<Post> grid = grid(author);
    List<String> found =
        grid.stream()
            .filter(post -> post.getCaption().startsWith(captions))
            .map(post -> post.getCaption() + " " + post.getId())
            .sorted()
            .toList();
    List<String> expected =
        written.stream()
            .filter(WrittenPost::isLive)
            .map(post -> post.caption + " " + post.id)
            .sorted()
            .toList();
    if (!found.equals(expected)) {
      problems.add("grid of " + author + ": " + found + " (expected: " + expected + ")");
    }
    var request = BatchGetPostCountsRequest.newBuilder().addAccountIds(author).build();
    var counts = PostServiceGrpc.newBlockingStub(backend.channel("media"));
    int count = Retry.call(() -> counts.batchGetPostCounts(request)).getPosts(0);
    if (count != grid.size()) {
      problems.add("post count of " + author + ": " + count + " (expected: " + grid.size() + ")");
    }
  }

  /** All of them have one hashtag, whose page follows them by a moment. */
  private void checkHashtag() {
    List<String> expected =
        posts.stream().filter(WrittenPost::isLive).map(post -> post.id).sorted().toList();
    var stub = TopicServiceGrpc.newBlockingStub(backend.channel("media"));
    var get = GetHashtagRequest.newBuilder().setHashtag(captions).build();
    try {
      Eventually.awaitPass(
          patience,
          () -> {
            assertThat(hashtagPage(stub)).isEqualTo(expected);
            assertThat(stub.getHashtag(get).getHashtag().getCounts().getPosts())
                .isEqualTo(expected.size());
          });
    } catch (AssertionError e) {
      problems.add("hashtag " + captions + ": " + e.getMessage());
    }
  }

  private List<String> hashtagPage(TopicServiceGrpc.TopicServiceBlockingStub stub) {
    List<String> ids = new ArrayList<>();
    var request = ListHashtagPostsRequest.newBuilder().setHashtag(captions).setPageSize(BATCH);
    do {
      ListHashtagPostsResponse page = stub.listHashtagPosts(request.build());
      page.getPostsList().forEach(post -> ids.add(post.getId()));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    ids.sort(null);
    return ids;
  }

  private List<Post> grid(long author) {
    var stub = PostServiceGrpc.newBlockingStub(backend.channelFor("media", author));
    List<Post> grid = new ArrayList<>();
    var request = ListAccountPostsRequest.newBuilder().setAccountId("me").setPageSize(BATCH);
    do {
      ListAccountPostsResponse page = Retry.call(() -> stub.listAccountPosts(request.build()));
      grid.addAll(page.getPostsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return grid;
  }

  private void checkEdges(long follower, List<Edge> all) {
    var stub = GraphServiceGrpc.newBlockingStub(backend.channelFor("graph", follower));
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Edge> some = all.subList(from, Math.min(all.size(), from + BATCH));
      var request = BatchGetRelationshipsRequest.newBuilder();
      some.forEach(edge -> request.addAccountIds(Long.toString(edge.followee())));
      Map<String, Relationship> found = new TreeMap<>();
      Retry.call(() -> stub.batchGetRelationships(request.build()))
          .getRelationshipsList()
          .forEach(relationship -> found.put(relationship.getAccountId(), relationship));
      for (Edge edge : some) {
        boolean expected = edges.get(edge).following();
        Relationship relationship = found.get(Long.toString(edge.followee()));
        if (relationship == null || relationship.getFollowing() != expected) {
          problems.add(edge + ": " + relationship + " (expected: following " + expected + ")");
        }
      }
    }
  }

  private void checkPost(WrittenPost post) {
    Channel channel = backend.channelFor("media", post.author);
    var stub = PostServiceGrpc.newBlockingStub(channel);
    try {
      GetPostRequest request = GetPostRequest.newBuilder().setPostId(post.id).build();
      Post found = Retry.call(() -> stub.getPost(request)).getPost();
      if (!post.isLive()) {
        problems.add("deleted post " + post + " is back");
      } else if (!found.getCaption().equals(post.caption)
          || !found.getMedia(0).getId().equals(post.media.getId())) {
        problems.add("post " + post + " is another one: " + found);
      } else {
        checkPicture(channel, post);
      }
    } catch (StatusRuntimeException e) {
      boolean gone = e.getStatus().getCode() == Status.Code.NOT_FOUND;
      if (post.isLive() || !gone) {
        problems.add("post " + post + ": " + e.getStatus());
      }
    }
  }

  private void checkPicture(Channel channel, WrittenPost post) {
    Rendition rendition = post.media.getRenditions(0);
    DownloadRequest request =
        DownloadRequest.newBuilder()
            .setMediaId(post.media.getId())
            .setRendition(rendition.getName())
            .build();
    ByteString bytes = ByteString.EMPTY;
    var pieces = DownloadServiceGrpc.newBlockingStub(channel).download(request);
    while (pieces.hasNext()) {
      HttpBody piece = pieces.next();
      bytes = bytes.concat(piece.getData());
    }
    ByteString first = renditions.putIfAbsent(post.picture, bytes);
    if (bytes.size() != rendition.getBytes() || (first != null && !first.equals(bytes))) {
      problems.add(
          "picture of "
              + post
              + ": "
              + bytes.size()
              + " bytes (expected: "
              + rendition.getBytes()
              + " of picture "
              + post.picture
              + ")");
    }
  }
}
