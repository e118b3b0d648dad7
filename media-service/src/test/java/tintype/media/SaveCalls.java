package tintype.media;

import java.util.ArrayList;
import java.util.List;
import tintype.media.v1.Collection;
import tintype.media.v1.CreateCollectionRequest;
import tintype.media.v1.DeleteCollectionRequest;
import tintype.media.v1.GetCollectionRequest;
import tintype.media.v1.ListCollectionPostsRequest;
import tintype.media.v1.ListCollectionPostsResponse;
import tintype.media.v1.ListCollectionsRequest;
import tintype.media.v1.ListCollectionsResponse;
import tintype.media.v1.ListSavedPostsRequest;
import tintype.media.v1.ListSavedPostsResponse;
import tintype.media.v1.Post;
import tintype.media.v1.SavePostRequest;
import tintype.media.v1.Share;
import tintype.media.v1.SharePostRequest;
import tintype.media.v1.UnsavePostRequest;

/** How accounts save and share at a rig. */
record SaveCalls(MediaRig rig) {
  Post save(long account, String post) {
    return save(account, post, "");
  }

  Post save(long account, String post, String collection) {
    var request = SavePostRequest.newBuilder().setPostId(post).setCollectionId(collection);
    return rig.collections(account).savePost(request.build()).getPost();
  }

  Post unsave(long account, String post) {
    return unsave(account, post, "");
  }

  Post unsave(long account, String post, String collection) {
    var request = UnsavePostRequest.newBuilder().setPostId(post).setCollectionId(collection);
    return rig.collections(account).unsavePost(request.build()).getPost();
  }

  ListSavedPostsResponse saved(long account, int size, String token) {
    var request = ListSavedPostsRequest.newBuilder().setPageSize(size).setPageToken(token);
    return rig.collections(account).listSavedPosts(request.build());
  }

  /** The ids of all that an account has saved and may see. */
  List<String> saved(long account) {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      ListSavedPostsResponse page = saved(account, 100, token);
      page.getPostsList().forEach(post -> ids.add(post.getId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return ids;
  }

  String collection(long account, String name) {
    return create(account, name, "").getId();
  }

  Collection create(long account, String name, String requestId) {
    var request = CreateCollectionRequest.newBuilder().setName(name).setRequestId(requestId);
    return rig.collections(account).createCollection(request.build()).getCollection();
  }

  Collection get(long account, String collection) {
    var request = GetCollectionRequest.newBuilder().setCollectionId(collection);
    return rig.collections(account).getCollection(request.build()).getCollection();
  }

  void delete(long account, String collection) {
    var request = DeleteCollectionRequest.newBuilder().setCollectionId(collection);
    rig.collections(account).deleteCollection(request.build());
  }

  ListCollectionsResponse collections(long account, int size, String token) {
    var request = ListCollectionsRequest.newBuilder().setPageSize(size).setPageToken(token);
    return rig.collections(account).listCollections(request.build());
  }

  ListCollectionPostsResponse in(long account, String collection, int size, String token) {
    var request =
        ListCollectionPostsRequest.newBuilder()
            .setCollectionId(collection)
            .setPageSize(size)
            .setPageToken(token);
    return rig.collections(account).listCollectionPosts(request.build());
  }

  /** The ids of what is in a collection, on one page. */
  List<String> in(long account, String collection) {
    return in(account, collection, 100, "").getPostsList().stream().map(Post::getId).toList();
  }

  Share share(long account, String post, String requestId) {
    var request =
        SharePostRequest.newBuilder()
            .setPostId(post)
            .setChannel(Share.Channel.LINK)
            .setRequestId(requestId);
    return rig.posts(account).sharePost(request.build()).getShare();
  }
}
