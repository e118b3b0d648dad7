package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.ListFollowingRequest;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.GetMediaRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListCommentsRequest;
import tintype.media.v1.ListHashtagPostsRequest;
import tintype.media.v1.ListPlacePostsRequest;
import tintype.media.v1.ListPostLikesRequest;
import tintype.media.v1.ListTaggedPostsRequest;
import tintype.media.v1.MediaServiceGrpc;
import tintype.media.v1.PeopleTag;
import tintype.media.v1.Place;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.TopicServiceGrpc;
import tintype.testkit.Pictures;

/**
 * Every way to see something of what is behind the gate of a private account: one that follows
 * somebody, has a follower, and a post that somebody likes and has commented on, with a hashtag and
 * a place, in which its author is tagged.
 */
enum ReadSurface {
  GET_POST(false, "NOT_FOUND POST_NOT_FOUND") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = GetPostRequest.newBuilder().setPostId(post.getId()).build();
      return viewer.call(PostServiceGrpc.getGetPostMethod(), request).hasPost();
    }
  },
  BATCH_GET_POSTS(false, "") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = BatchGetPostsRequest.newBuilder().addPostIds(post.getId()).build();
      return viewer.call(PostServiceGrpc.getBatchGetPostsMethod(), request).getPostsCount() > 0;
    }
  },
  LIST_ACCOUNT_POSTS(false, "") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = ListAccountPostsRequest.newBuilder().setAccountId(author.id()).build();
      return viewer.call(PostServiceGrpc.getListAccountPostsMethod(), request).getPostsCount() > 0;
    }
  },
  LIST_HASHTAG_POSTS(false, "") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = ListHashtagPostsRequest.newBuilder().setHashtag(post.getHashtags(0)).build();
      return isAmong(
          post, viewer.call(TopicServiceGrpc.getListHashtagPostsMethod(), request).getPostsList());
    }
  },
  LIST_PLACE_POSTS(false, "") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = ListPlacePostsRequest.newBuilder().setPlaceId(post.getPlace().getId()).build();
      return isAmong(
          post, viewer.call(TopicServiceGrpc.getListPlacePostsMethod(), request).getPostsList());
    }
  },
  LIST_TAGGED_POSTS(true, "") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = ListTaggedPostsRequest.newBuilder().setAccountId(author.id()).build();
      return isAmong(
          post, viewer.call(PostServiceGrpc.getListTaggedPostsMethod(), request).getPostsList());
    }
  },
  DOWNLOAD(false, "NOT_FOUND MEDIA_NOT_FOUND") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      String media = post.getMedia(0).getId();
      return viewer.calls().download(viewer.token(), media, "w1080").bytes().length > 0;
    }
  },
  GET_MEDIA(true, "NOT_FOUND MEDIA_NOT_FOUND") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = GetMediaRequest.newBuilder().setMediaId(post.getMedia(0).getId()).build();
      return viewer.call(MediaServiceGrpc.getGetMediaMethod(), request).hasMedia();
    }
  },
  LIST_POST_LIKES(true, "NOT_FOUND POST_NOT_FOUND") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = ListPostLikesRequest.newBuilder().setPostId(post.getId()).build();
      return viewer.call(PostServiceGrpc.getListPostLikesMethod(), request).getAccountsCount() > 0;
    }
  },
  LIST_COMMENTS(true, "NOT_FOUND POST_NOT_FOUND") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = ListCommentsRequest.newBuilder().setPostId(post.getId()).build();
      var method = CommentServiceGrpc.getListCommentsMethod();
      return viewer.call(method, request).getCommentsCount() > 0;
    }
  },
  LIST_FOLLOWERS(true, "") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = ListFollowersRequest.newBuilder().setAccountId(author.id()).build();
      return viewer.call(GraphServiceGrpc.getListFollowersMethod(), request).getAccountsCount() > 0;
    }
  },
  LIST_FOLLOWING(true, "") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = ListFollowingRequest.newBuilder().setAccountId(author.id()).build();
      return viewer.call(GraphServiceGrpc.getListFollowingMethod(), request).getAccountsCount() > 0;
    }
  },
  /** Only of those who are followed. */
  HOME_FEED(true, "") {
    @Override
    boolean shows(Viewer viewer, Person author, Post post) {
      var request = ListHomePostsRequest.getDefaultInstance();
      return isAmong(
          post, viewer.call(FeedServiceGrpc.getListHomePostsMethod(), request).getPostsList());
    }
  };

  /** Whoever looks; without a token nobody. */
  record Viewer(Calls calls, String token) {
    <Q extends Message, A extends Message> A call(MethodDescriptor<Q, A> method, Q request) {
      return calls.call(method, request, token);
    }
  }

  /** All of them. */
  static final Set<ReadSurface> ALL = EnumSet.allOf(ReadSurface.class);

  /** What there is for somebody who may see the account and does not follow it. */
  static final Set<ReadSurface> OF_A_STRANGER = EnumSet.complementOf(EnumSet.of(HOME_FEED));

  /** The same without a token. */
  static final Set<ReadSurface> OF_NOBODY =
      Arrays.stream(values())
          .filter(surface -> !surface.needsToken)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(ReadSurface.class)));

  private final boolean needsToken;
  private final String refusal;

  /**
   * @param refusal how it hides; empty where it does so by an empty answer
   */
  ReadSurface(boolean needsToken, String refusal) {
    this.needsToken = needsToken;
    this.refusal = refusal;
  }

  private static boolean isAmong(Post post, List<Post> posts) {
    return posts.stream().anyMatch(one -> one.getId().equals(post.getId()));
  }

  abstract boolean shows(Viewer viewer, Person author, Post post);

  /** A post that can be found in all these ways once it is liked and commented on. */
  static Post publish(Person author) {
    String picture = author.upload(Pictures.jpeg(64, 48, 7)).getId();
    String name = author.account().getUsername();
    var request =
        CreatePostRequest.newBuilder()
            .addMediaIds(picture)
            .setCaption("All of #of_" + name)
            .setPlace(Place.newBuilder().setName("Of " + name))
            .addPeopleTags(PeopleTag.newBuilder().setAccountId("me").setMediaId(picture));
    return author.call(PostServiceGrpc.getCreatePostMethod(), request.build()).getPost();
  }

  /** Those that show it; one that hides it any other way than it should fails. */
  static Set<ReadSurface> thatShow(Viewer viewer, Person author, Post post) {
    Set<ReadSurface> showing = EnumSet.noneOf(ReadSurface.class);
    for (ReadSurface surface : viewer.token().isEmpty() ? OF_NOBODY : ALL) {
      try {
        if (surface.shows(viewer, author, post)) {
          showing.add(surface);
        }
      } catch (Refused refused) {
        if (!refused.codeAndReason().equals(surface.refusal)) {
          throw new AssertionError(surface + " hides it as " + refused.codeAndReason(), refused);
        }
      }
    }
    return showing;
  }
}
