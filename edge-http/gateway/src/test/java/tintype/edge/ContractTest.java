package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.edge.Route.Kind;

/** The real services' routes, read from the real descriptors. */
class ContractTest {
  private static final List<String> SERVICES =
      List.of(
          "tintype.account.v1.AccountService",
          "tintype.account.v1.SessionService",
          "tintype.account.v1.ImportService",
          "tintype.graph.v1.GraphService",
          "tintype.graph.v1.ImportService",
          "tintype.media.v1.UploadService",
          "tintype.media.v1.DownloadService",
          "tintype.media.v1.MediaService",
          "tintype.media.v1.PostService",
          "tintype.media.v1.TopicService",
          "tintype.media.v1.CollectionService",
          "tintype.media.v1.ImportService",
          "tintype.feed.v1.FeedService");

  private static final ManagedChannel NOWHERE = InProcessChannelBuilder.forName("nowhere").build();

  private final Routes routes = new Routes(channels());

  static Map<String, Channel> channels() {
    Map<String, Channel> channels = new HashMap<>();
    SERVICES.forEach(name -> channels.put(name, NOWHERE));
    return channels;
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/v1/media:upload,tintype.media.v1.UploadService/Upload,UPLOAD",
    "GET,/v1/media/1_2/renditions/w1080,tintype.media.v1.DownloadService/Download,DOWNLOAD",
    "GET,/v1/media/1_2,tintype.media.v1.MediaService/GetMedia,MESSAGE",
    "PATCH,/v1/media/1_2,tintype.media.v1.MediaService/UpdateMedia,MESSAGE",
    "POST,/v1/posts/1_2:like,tintype.media.v1.PostService/LikePost,MESSAGE",
    "GET,/v1/posts/1_2/likes,tintype.media.v1.PostService/ListPostLikes,MESSAGE",
    "POST,/v1/posts/1_2:save,tintype.media.v1.CollectionService/SavePost,MESSAGE",
    "GET,/v1/me/saved,tintype.media.v1.CollectionService/ListSavedPosts,MESSAGE",
    "GET,/v1/collections/1_2,tintype.media.v1.CollectionService/GetCollection,MESSAGE",
    "GET,/v1/collections/1_2/posts,tintype.media.v1.CollectionService/ListCollectionPosts,MESSAGE",
    "POST,/v1/posts/1_2:share,tintype.media.v1.PostService/SharePost,MESSAGE",
    "PATCH,/v1/posts/1_2,tintype.media.v1.PostService/UpdatePost,MESSAGE",
    "POST,/v1/posts/1_2:archive,tintype.media.v1.PostService/ArchivePost,MESSAGE",
    "POST,/v1/posts/1_2:restore,tintype.media.v1.PostService/RestorePost,MESSAGE",
    "GET,/v1/me/deletedPosts,tintype.media.v1.PostService/ListDeletedPosts,MESSAGE",
    "GET,/v1/posts/1_2,tintype.media.v1.PostService/GetPost,MESSAGE",
    "GET,/v1/posts:batchGet,tintype.media.v1.PostService/BatchGetPosts,MESSAGE",
    "GET,/v1/accounts/me/posts,tintype.media.v1.PostService/ListAccountPosts,MESSAGE",
    "GET,/v1/accounts/5/taggedPosts,tintype.media.v1.PostService/ListTaggedPosts,MESSAGE",
    "GET,/v1/hashtags/caf%C3%A9,tintype.media.v1.TopicService/GetHashtag,MESSAGE",
    "GET,/v1/hashtags/sea/posts,tintype.media.v1.TopicService/ListHashtagPosts,MESSAGE",
    "POST,/v1/hashtags/sea:follow,tintype.media.v1.TopicService/FollowHashtag,MESSAGE",
    "POST,/v1/hashtags/sea:unfollow,tintype.media.v1.TopicService/UnfollowHashtag,MESSAGE",
    "GET,/v1/places/5,tintype.media.v1.TopicService/GetPlace,MESSAGE",
    "GET,/v1/places/5/posts,tintype.media.v1.TopicService/ListPlacePosts,MESSAGE",
    "POST,/v1/accounts/5:follow,tintype.graph.v1.GraphService/Follow,MESSAGE",
    "POST,/v1/accounts,tintype.account.v1.AccountService/Register,MESSAGE",
    "POST,/v1/sessions,tintype.account.v1.SessionService/LogIn,MESSAGE",
    "GET,/v1/feed,tintype.feed.v1.FeedService/ListHomePosts,MESSAGE"
  })
  void findsTheRpc(String method, String path, String rpc, Kind kind) {
    var found = (RouteTable.Found<Route>) routes.table().find(method, path);
    assertThat(found.target()).hasToString(rpc);
    assertThat(found.target().kind()).isEqualTo(kind);
  }

  @Test
  void showsNoRouteForAnRpcWithoutOne() {
    assertThat(routes.table().find("GET", "/tintype.feed.v1.FeedService/GetHomeFeed"))
        .isInstanceOf(RouteTable.NotFound.class);
  }

  @Test
  void takesTheDeclaredDeadline() {
    var found = (RouteTable.Found<Route>) routes.table().find("POST", "/v1/media:upload");
    assertThat(found.target().deadline()).hasSeconds(120);
  }

  @Test
  void knowsTheReasonsOfEachDomain() {
    ReasonStatuses statuses = new ReasonStatuses(List.of("tintype.media.v1", "tintype.feed.v1"));
    var tooLarge =
        com.google.rpc.ErrorInfo.newBuilder()
            .setReason("UPLOAD_TOO_LARGE")
            .setDomain("media.tintype")
            .build();
    var code = io.grpc.Status.Code.RESOURCE_EXHAUSTED;
    assertThat(statuses.httpStatus(code, tooLarge)).isEqualTo(413);
    assertThat(statuses.httpStatus(code, tooLarge.toBuilder().setDomain("graph.tintype").build()))
        .isEqualTo(429);
  }
}
