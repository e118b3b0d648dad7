package tintype.allinone;

import java.util.List;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;

/** An author archives posts and takes them out again. */
final class ArchiveDeed extends HidingDeed {
  ArchiveDeed(Company company) {
    super(company, company.name() + "a");
  }

  @Override
  String turn(Post post, boolean on) {
    Object[] which = {"post_id", post.getId()};
    Post now =
        on
            ? author().send(PostServiceGrpc.getArchivePostMethod(), which).getPost()
            : author().send(PostServiceGrpc.getUnarchivePostMethod(), which).getPost();
    return "archived " + now.getArchived();
  }

  @Override
  List<Post> hidden() {
    return author().send(PostServiceGrpc.getListArchivedPostsMethod()).getPostsList();
  }
}
