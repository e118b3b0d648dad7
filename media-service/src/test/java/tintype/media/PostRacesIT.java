package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.BatchGetPostCountsRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.Post;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class PostRacesIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final int AT_ONCE = 6;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
  }

  @RepeatedTest(5)
  void ofTwoPostsOfOnePictureOneWins() throws Exception {
    List<String> media = List.of(rig.upload(ANA).getId(), rig.upload(ANA).getId());
    int before = count();

    List<Object> outcomes =
        atOnce(
            i -> {
              // Half of them name the pictures in the other order.
              List<String> named = i % 2 == 0 ? media : media.reversed();
              try {
                return rig.post(ANA, named.toArray(String[]::new));
              } catch (StatusRuntimeException e) {
                return Refusal.of(e).codeAndReason();
              }
            });

    assertThat(outcomes.stream().filter(Post.class::isInstance)).hasSize(1);
    assertThat(outcomes.stream().filter(String.class::isInstance))
        .hasSize(AT_ONCE - 1)
        .containsOnly("FAILED_PRECONDITION MEDIA_ALREADY_USED");
    assertThat(count()).isEqualTo(before + 1);
  }

  @RepeatedTest(5)
  void repeatsAtOnceMakeOnePost() throws Exception {
    CreatePostRequest request =
        CreatePostRequest.newBuilder()
            .addMediaIds(rig.upload(ANA).getId())
            .setRequestId(UUID.randomUUID().toString())
            .build();
    int before = count();

    List<Post> posts = atOnce(i -> rig.posts(ANA).createPost(request).getPost());

    assertThat(Set.copyOf(posts)).hasSize(1);
    assertThat(count()).isEqualTo(before + 1);
  }

  @RepeatedTest(5)
  void deletionsAtOnceCountOnce() throws Exception {
    Post post = rig.post(ANA);
    int before = count();

    atOnce(
        i -> {
          rig.delete(ANA, post.getId());
          return i;
        });

    assertThat(count()).isEqualTo(before - 1);
  }

  private static int count() {
    var request = BatchGetPostCountsRequest.newBuilder().addAccountIds(ANA).build();
    return rig.postsAsService("account").batchGetPostCounts(request).getPosts(0);
  }

  private interface Call<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> atOnce(Call<T> call) throws Exception {
    CyclicBarrier ready = new CyclicBarrier(AT_ONCE);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  ready.await();
                  return call.run(number);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
