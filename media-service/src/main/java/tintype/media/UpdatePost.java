package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.UpdatePostRequest;
import tintype.media.v1.UpdatePostResponse;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.rpc.UpdateMask;

/**
 * Changes what a post of the caller says, whom and how it is shown, or switches its comments off or
 * on; what it says already is no edit.
 *
 * <p>Fails with {@code POST_NOT_FOUND}, {@code NOT_THE_AUTHOR} where the caller sees another's,
 * {@code ACCOUNT_NOT_FOUND} (somebody tagged), or {@code INVALID_FIELD} (a caption that is too long
 * or names too much, a place or tag that is none, no audience, a mask that names what cannot be
 * changed).
 */
final class UpdatePost implements UnaryHandler<UpdatePostRequest, UpdatePostResponse> {
  private static final String CAPTION = "caption";
  private static final String COMMENTS_OFF = "comments_off";
  private static final String AUDIENCE = "audience";
  private static final String LIKE_COUNT_HIDDEN = "like_count_hidden";
  private static final Set<String> CHANGEABLE =
      Set.of(CAPTION, "place", "people_tags", COMMENTS_OFF, AUDIENCE, LIKE_COUNT_HIDDEN);

  private final PostStore posts;
  private final OwnPosts own;
  private final ContentChecks contents;
  private final Clock clock;

  @Inject
  UpdatePost(PostStore posts, OwnPosts own, ContentChecks contents, Clock clock) {
    this.posts = posts;
    this.own = own;
    this.contents = contents;
    this.clock = clock;
  }

  @Override
  public UpdatePostResponse handle(UpdatePostRequest request) {
    Set<String> changed = UpdateMask.of(request, CHANGEABLE);
    Caption.check(CAPTION, request.getCaption());
    CaptionWords.check(CAPTION, request.getCaption());
    if (changed.contains(AUDIENCE)) {
      Audiences.requireSet(request.getAudience());
    }
    Owned id = own.parse(request.getPostId());

    if (!changed.isEmpty()) {
      posts.edit(id, edit(id, request, changed), Micros.now(clock));
    }
    if (changed.contains(COMMENTS_OFF)) {
      posts.setCommentsOff(id, request.getCommentsOff());
    }

    return UpdatePostResponse.newBuilder().setPost(own.show(id)).build();
  }

  private PostEdit edit(Owned id, UpdatePostRequest request, Set<String> changed) {
    return new PostEdit(
        contents.edit(id, request, changed),
        Optional.of(request.getAudience()).filter(audience -> changed.contains(AUDIENCE)),
        Optional.of(request.getLikeCountHidden())
            .filter(hidden -> changed.contains(LIKE_COUNT_HIDDEN)));
  }
}
