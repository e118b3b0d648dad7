package tintype.benchmarks.social;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tintype.account.v1.ImportAccountsRequest;
import tintype.benchmarks.Picture;
import tintype.benchmarks.Target;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsRequest.Follows;
import tintype.graph.v1.ImportFollowsResponse;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.ImportPostsRequest.NewPost;
import tintype.platform.rpc.IdText.Owned;

/** Brings the stages of a {@link Growth} into a system, by the RPCs of its bulk loader. */
final class Loading {
  private static final int CALLS_AT_ONCE = 4;
  private static final int ACCOUNTS_PER_CALL = 500;
  private static final int FOLLOWS_PER_CALL = 4_000;
  private static final int FOLLOWERS_PER_CALL = 1_000;
  private static final int POSTS_PER_CALL = 500;
  private static final int ATTEMPTS = 5;
  private static final long PAUSE_MILLIS = 500;

  /** A file system lets a file have some ten thousand names, and each post's bytes are one more. */
  private static final int POSTS_PER_PICTURE = 10_000;

  private final Target target;
  private final World world;

  Loading(Target target, World world) {
    this.target = target;
    this.world = world;
  }

  void load(Growth.Stage stage) throws Exception {
    world.addAccounts(accounts(stage));
    follow(stage);
    world.addPosts(post(stage));
  }

  private List<Long> accounts(Growth.Stage stage) throws Exception {
    var imports = tintype.account.v1.ImportServiceGrpc.newBlockingStub(target.asTools("account"));
    Progress progress = new Progress("accounts", stage.followees().length);
    List<Callable<List<Long>>> calls = new ArrayList<>();
    for (int from = stage.first(); from < stage.accounts(); from += ACCOUNTS_PER_CALL) {
      int first = from;
      int end = Math.min(stage.accounts(), from + ACCOUNTS_PER_CALL);
      calls.add(
          () -> {
            var request = ImportAccountsRequest.newBuilder();
            IntStream.range(first, end).forEach(number -> request.addUsernames("u" + number));
            List<Long> ids = imports.importAccounts(request.build()).getAccountIdsList();
            progress.step(ids.size());
            return ids;
          });
    }
    List<Long> ids = all(calls).stream().flatMap(List::stream).toList();
    progress.end();
    return ids;
  }

  private void follow(Growth.Stage stage) throws Exception {
    var imports = tintype.graph.v1.ImportServiceGrpc.newBlockingStub(target.asTools("graph"));
    Progress progress = new Progress("follows", stage.follows());
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int from = 0; from < stage.followees().length; ) {
      int first = from;
      int end = endOfCall(stage.followees(), from);
      calls.add(
          () -> {
            var request = ImportFollowsRequest.newBuilder();
            IntStream.range(first, end).forEach(i -> request.addFollows(follows(stage, i)));
            ImportFollowsResponse made = imports.importFollows(request.build());
            progress.step(made.getCreated() + made.getExisting());
            return made.getRefused();
          });
      from = end;
    }
    int refused = all(calls).stream().mapToInt(Integer::intValue).sum();
    progress.end();
    if (refused > 0) {
      throw new IllegalStateException(refused + " follows were refused");
    }
  }

  private static int endOfCall(int[][] followees, int from) {
    int end = from;
    for (int follows = 0;
        end < followees.length && end - from < FOLLOWERS_PER_CALL && follows < FOLLOWS_PER_CALL;
        end++) {
      follows += followees[end].length;
    }
    return end;
  }

  private Follows follows(Growth.Stage stage, int i) {
    var follows = Follows.newBuilder().setFollowerId(world.account(stage.first() + i));
    for (int number : stage.followees()[i]) {
      follows.addFolloweeIds(world.account(number));
    }
    return follows.build();
  }

  private List<Owned> post(Growth.Stage stage) throws Exception {
    int count = stage.authors().length;
    var imports = tintype.media.v1.ImportServiceGrpc.newBlockingStub(target.asTools("media"));
    List<String> pictures = upload(count / POSTS_PER_PICTURE + 1);
    Progress progress = new Progress("posts", count);
    List<Callable<List<Owned>>> calls = new ArrayList<>();
    for (int from = 0; from < count; from += POSTS_PER_CALL) {
      int first = from;
      int end = Math.min(count, from + POSTS_PER_CALL);
      // Made before the call, so that a repeated call is the same.
      ImportPostsRequest request = posts(stage, first, end, pictures);
      calls.add(
          () -> {
            List<Long> ids = imports.importPosts(request).getPostIdsList();
            progress.step(ids.size());
            return IntStream.range(0, ids.size())
                .mapToObj(i -> new Owned(ids.get(i), request.getPosts(i).getAuthorId()))
                .toList();
          });
    }
    List<Owned> posts = all(calls).stream().flatMap(List::stream).toList();
    progress.end();
    return posts;
  }

  private ImportPostsRequest posts(Growth.Stage stage, int first, int end, List<String> pictures) {
    return ImportPostsRequest.newBuilder()
        .addAllPosts(
            IntStream.range(first, end)
                .mapToObj(
                    i ->
                        NewPost.newBuilder()
                            .setAuthorId(world.account(stage.authors()[i]))
                            .setSourceMediaId(pictures.get(i % pictures.size()))
                            .setCaption("Photograph " + i + ", the light was like that")
                            .setRequestId(UUID.randomUUID().toString())
                            .build())
                .collect(Collectors.toList()))
        .build();
  }

  private List<String> upload(int count) throws Exception {
    ByteString picture = Picture.drawn();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(Picture.upload(target.actingFor("media", world.account(0)), picture));
    }
    return ids;
  }

  /** What the calls answer, in this order. */
  private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLS_AT_ONCE)) {
      List<Callable<T>> repeated = calls.stream().<Callable<T>>map(c -> () -> again(c)).toList();
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : threads.invokeAll(repeated)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  /** All of these can be repeated, and are while the other side is busy. */
  private static <T> T again(Callable<T> call) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.call();
      } catch (StatusRuntimeException e) {
        Code code = e.getStatus().getCode();
        boolean passing = code == Code.UNAVAILABLE || code == Code.DEADLINE_EXCEEDED;
        if (!passing || attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS * attempt);
      }
    }
  }
}
