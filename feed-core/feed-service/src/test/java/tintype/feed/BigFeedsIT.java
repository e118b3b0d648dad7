package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.media.v1.ListPostIdsRequest;
import tintype.media.v1.ListPostIdsResponse;
import tintype.media.v1.PostServiceGrpc.PostServiceImplBase;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The thousandth post of one prolific author, over a real database and its binary log. */
class BigFeedsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase databases =
      TestDatabase.of(Keyspace.ACCOUNT, Keyspace.GRAPH, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(databases, Keyspace.ACCOUNT, Keyspace.GRAPH, Keyspace.MEDIA);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long READER = 1;
  private static final long STAR = 2;

  private final FeedTables tables = new FeedTables(databases);

  @Test
  void pagesGoOnFromTheRowsWhereTheIndexEnds() throws Exception {
    String rows =
        LongStream.rangeClosed(1, 2_400)
            .mapToObj(id -> "(" + STAR + ", " + id + ", 0)")
            .collect(Collectors.joining(", "));
    tables.fill(Keyspace.MEDIA, "INSERT INTO post (user_id, post_id, state) VALUES " + rows);
    tables.account(READER, 0);
    tables.account(STAR, 0);
    tables.follow(READER, STAR, true);
    installation.serve("media", new RowsOfPosts());
    RunningService service = installation.start(FeedModule::new);
    Eventually.await(PATIENCE, () -> service.notReady().isEmpty());

    assertThat(read()).isEqualTo(newest(2_400, 1_000));

    // What the index holds of the author shrinks to less than a feed.
    for (long id = 2_400; id > 2_200; id--) {
      tables.post(STAR, id, 1);
    }
    tables.post(STAR, 2_401, 0);
    List<Long> expected = new ArrayList<>(List.of(2_401L));
    expected.addAll(newest(2_200, 999));
    Eventually.awaitPass(PATIENCE, () -> assertThat(read()).isEqualTo(expected));
  }

  private static List<Long> newest(long from, int count) {
    return LongStream.range(0, count).map(i -> from - i).boxed().toList();
  }

  private static List<Long> read() {
    var feed =
        installation.asService(
            FeedServiceGrpc.newBlockingStub(installation.channel("feed")), "tools");
    List<Long> read = new ArrayList<>();
    String token = "";
    do {
      GetHomeFeedResponse page =
          feed.getHomeFeed(
              GetHomeFeedRequest.newBuilder()
                  .setAccountId(READER)
                  .setPageSize(100)
                  .setPageToken(token)
                  .build());
      read.addAll(page.getPostIdsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return read;
  }

  /** Lists posts as media-service does, of one author. */
  private static final class RowsOfPosts extends PostServiceImplBase {
    @Override
    public void listPostIds(
        ListPostIdsRequest request, StreamObserver<ListPostIdsResponse> observer) {
      var answer = ListPostIdsResponse.newBuilder();
      databases
          .database(Keyspace.MEDIA)
          .read(
              handle ->
                  handle
                      .createQuery(
                          """
                          SELECT post_id FROM post WHERE user_id = :author AND state = 0
                          AND post_id < :before ORDER BY post_id DESC LIMIT :limit
                          """)
                      .bind("author", request.getAuthorIds(0))
                      .bind("before", request.getBefore())
                      .bind("limit", request.getLimit())
                      .mapTo(Long.class)
                      .list())
          .forEach(id -> answer.addPostIds(id).addAuthorIds(STAR));
      observer.onNext(answer.build());
      observer.onCompleted();
    }
  }
}
