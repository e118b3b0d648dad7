package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetMeRequest;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.media.v1.CreateDraftRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListDraftsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.PublishDraftRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.Pictures;

/** Planned posts whose time comes for all at once. */
final class CutPublication implements CutWork {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int DRAFTS = 15;

  private final List<String> captions = new ArrayList<>();
  private Person author;
  private Person reader;

  @Override
  public void prepare(RunningSystem system) {
    author = Person.register(system.http());
    reader = Person.register(system.http());
    reader.follow(author);
    var later = Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 3_600);
    for (int i = 0; i < DRAFTS; i++) {
      captions.add("planned " + i);
      var picture = author.upload(Pictures.jpeg(40, 30, i));
      var create =
          CreateDraftRequest.newBuilder().addMediaIds(picture.getId()).setCaption(captions.get(i));
      var draft = author.call(PostServiceGrpc.getCreateDraftMethod(), create.build()).getDraft();
      var plan = PublishDraftRequest.newBuilder().setDraftId(draft.getId()).setPublishTime(later);
      author.call(PostServiceGrpc.getPublishDraftMethod(), plan.build());
    }
  }

  @Override
  public void begin(RunningSystem system) {
    system.execute(
        Keyspace.MEDIA,
        "UPDATE draft SET publish_micros = 1 WHERE user_id = ? AND publish_micros > 0",
        author.number());
  }

  @Override
  public boolean isUnderWay(RunningSystem system) {
    return system.count(
            Keyspace.MEDIA,
            "SELECT COUNT(*) FROM post WHERE user_id = ?",
            query -> query.bind(0, author.number()))
        > 0;
  }

  @Override
  public boolean isCut(RunningSystem system) {
    return system.count(
            Keyspace.MEDIA,
            "SELECT COUNT(*) FROM draft WHERE user_id = ?",
            query -> query.bind(0, author.number()))
        > 0;
  }

  @Override
  public void finish(RunningSystem system) {
    Person writer = author.over(system.http());
    Person follower = reader.over(system.http());
    var me = GetMeRequest.getDefaultInstance();
    var drafts = ListDraftsRequest.getDefaultInstance();
    var grid = ListAccountPostsRequest.newBuilder().setAccountId(author.id()).setPageSize(100);
    var feed = ListHomePostsRequest.newBuilder().setPageSize(100);
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(writer.call(PostServiceGrpc.getListDraftsMethod(), drafts).getDraftsList())
              .isEmpty();
          assertThat(
                  writer
                      .call(PostServiceGrpc.getListAccountPostsMethod(), grid.build())
                      .getPostsList())
              .extracting(Post::getCaption)
              .containsExactlyInAnyOrderElementsOf(captions);
          assertThat(
                  follower
                      .call(FeedServiceGrpc.getListHomePostsMethod(), feed.build())
                      .getPostsList())
              .extracting(Post::getCaption)
              .containsExactlyInAnyOrderElementsOf(captions);
          assertThat(
                  writer
                      .call(AccountServiceGrpc.getGetMeMethod(), me)
                      .getMe()
                      .getAccount()
                      .getCounts()
                      .getPosts())
              .isEqualTo(DRAFTS);
        });
  }
}
