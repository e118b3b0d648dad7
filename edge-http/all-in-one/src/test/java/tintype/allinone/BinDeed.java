package tintype.allinone;

import java.util.List;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;

/** An author deletes posts and restores them. */
final class BinDeed extends HidingDeed {
  BinDeed(Company company) {
    super(company, company.name() + "b");
  }

  @Override
  String turn(Post post, boolean on) {
    Object[] which = {"post_id", post.getId()};
    if (on) {
      author().send(PostServiceGrpc.getDeletePostMethod(), which);
      return "deleted";
    }
    return author().send(PostServiceGrpc.getRestorePostMethod(), which).getPost().getCaption();
  }

  @Override
  List<Post> hidden() {
    return author().send(PostServiceGrpc.getListDeletedPostsMethod()).getPostsList();
  }
}
