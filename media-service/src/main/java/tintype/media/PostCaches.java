package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import tintype.media.v1.CommentsChanged;
import tintype.media.v1.CountsMended;
import tintype.media.v1.MediaDescribed;
import tintype.media.v1.PostEdited;
import tintype.media.v1.PostLikeChanged;
import tintype.media.v1.PostPurged;
import tintype.media.v1.PostSaveChanged;
import tintype.media.v1.PostShared;
import tintype.media.v1.PostsChanged;
import tintype.platform.cache.RowCache;
import tintype.platform.cache.RowCaches;
import tintype.platform.rpc.IdText.Owned;

/**
 * What is kept in memory of posts, because a page of them is read far more often than they change.
 * Every write to what stands here must tell of it in the outbox, and invalidate it also where it
 * has changed nothing, or its outcome is unknown: an earlier call may have, elsewhere.
 */
final class PostCaches {
  /** Rows, also of archived and deleted posts. */
  final RowCache<Owned, PostRow> rows;

  /** The media of posts, in the author's order. */
  final RowCache<Owned, List<MediaRow>> media;

  /** How many like each; also that nobody does. */
  final RowCache<Owned, Integer> likes;

  /** How many comments each has; also that it has none. */
  final RowCache<Owned, Integer> comments;

  /** Who likes which of them; also that somebody does not. */
  final RowCache<MySqlLikeStore.Key, Boolean> liked;

  /** How often each was passed on; also that it never was. */
  final RowCache<Owned, Integer> shares;

  /** Who has saved which of them; also that somebody has not. */
  final RowCache<PostSaveStore.Key, Boolean> saved;

  /** Which accounts have saved anything at all. */
  final RowCache<Long, Boolean> savers;

  @Inject
  PostCaches(RowCaches caches, MediaConfig config) {
    long bytes = config.cacheBytes();
    rows = caches.add("post", bytes / 4, PostCaches::bytes);
    media = caches.add("post_media", bytes * 5 / 16, PostCaches::bytes);
    likes = caches.add("post_likes", bytes / 8, count -> 16);
    comments = caches.add("post_comments", bytes / 16, count -> 16);
    liked = caches.add("post_liked", bytes / 8, yes -> 16);
    shares = caches.add("post_shares", bytes / 16, count -> 16);
    saved = caches.add("post_saved", bytes / 32, yes -> 16);
    savers = caches.add("post_savers", bytes / 32, yes -> 16);

    caches.on(PostsChanged.getDefaultInstance(), this::apply);
    caches.on(
        PostEdited.getDefaultInstance(),
        news -> rows.invalidate(new Owned(news.getPostId(), news.getAuthorId())));
    caches.on(
        PostPurged.getDefaultInstance(),
        news -> invalidate(new Owned(news.getPostId(), news.getAuthorId())));
    caches.on(PostLikeChanged.getDefaultInstance(), this::apply);
    caches.on(CountsMended.getDefaultInstance(), this::apply);
    caches.on(
        CommentsChanged.getDefaultInstance(),
        news -> comments.invalidate(new Owned(news.getPostId(), news.getAuthorId())));
    caches.on(
        PostShared.getDefaultInstance(),
        news -> shares.invalidate(new Owned(news.getPostId(), news.getAuthorId())));
    caches.on(
        PostSaveChanged.getDefaultInstance(),
        news ->
            invalidateSave(new Owned(news.getPostId(), news.getAuthorId()), news.getAccountId()));
    caches.on(
        MediaDescribed.getDefaultInstance(),
        news -> media.invalidate(new Owned(news.getPostId(), news.getOwnerId())));
  }

  private void apply(PostsChanged news) {
    for (PostsChanged.Change change : news.getChangesList()) {
      invalidate(new Owned(change.getPostId(), news.getAuthorId()));
    }
  }

  /** To be called after all of a post may have changed. */
  void invalidate(Owned post) {
    rows.invalidate(post);
    media.invalidate(post);
    likes.invalidate(post);
    comments.invalidate(post);
    shares.invalidate(post);
  }

  private void apply(PostLikeChanged news) {
    invalidateLike(new Owned(news.getPostId(), news.getAuthorId()), news.getAccountId());
  }

  private void apply(CountsMended news) {
    Owned thing = new Owned(news.getThingId(), news.getOwnerId());
    likes.invalidate(thing);
    comments.invalidate(thing);
    shares.invalidate(thing);
  }

  /** To be called after an account's like of a post was changed. */
  void invalidateLike(Owned post, long account) {
    likes.invalidate(post);
    liked.invalidate(MySqlLikeStore.Key.of(post, account));
  }

  private static int bytes(PostRow row) {
    return 170 + 2 * row.caption().length() + row.content().bytes();
  }

  /** To be called after an account's save of a post was changed. */
  void invalidateSave(Owned post, long account) {
    saved.invalidate(new PostSaveStore.Key(post.owner(), post.id(), account));
    savers.invalidate(account);
  }

  /** Measured by the heap's histogram: a picture of five widths, two encodings each. */
  private static int bytes(List<MediaRow> media) {
    int bytes = 100;
    for (MediaRow row : media) {
      bytes += 400 + 2 * row.altText().length() + 450 * row.renditions().size();
    }
    return bytes;
  }
}
