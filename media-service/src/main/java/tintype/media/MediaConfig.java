package tintype.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import tintype.media.picture.PictureLimits;

/**
 * The settings of media-service; keys: {@code media-...}.
 *
 * @param folder where blobs are kept, below {@code data-dir} unless set
 * @param replicas copies of each blob, each in a folder {@code r1}, {@code r2}, ... of {@code
 *     folder}
 * @param maxUploadBytes of one picture
 * @param maxPixels of one picture
 * @param maxDecodingBytes that all pictures in work may take together
 * @param maxUploads under way at one time; more are asked to try again
 * @param maxUploadsPerAccount likewise, of one account
 * @param renderThreads that decode and encode pictures; fewer than cores, so that reads go on
 * @param publicUrlLifetime how long a rendition's url for everybody is good at most, and at least
 *     half of that
 * @param privateUrlLifetime the same of a url that not everybody gets
 * @param reportsPerDay that one account may make
 * @param claimTime how long a report that staff have claimed is theirs alone
 * @param cacheBytes of posts that are kept in memory, as estimated
 * @param pinnedCommentsLimit of one post
 * @param deletedPostRetention how long a deleted post can be restored; then it is purged
 * @param purgeEvery the pause between two looks for posts to purge
 * @param maxPinnedPosts of an account at one time
 * @param maxDrafts of an account at one time
 * @param publishEvery the pause between two looks for posts whose time has come
 * @param collectionsLimit how many collections one account may have
 * @param hashtagFollowsLimit how many hashtags one account may follow
 * @param staffUrlLifetime how long the url of a picture in a report is good at most, and at least
 *     half of that
 */
record MediaConfig(
    Path folder,
    int replicas,
    long maxUploadBytes,
    long maxPixels,
    long maxDecodingBytes,
    int maxUploads,
    int maxUploadsPerAccount,
    int renderThreads,
    Duration publicUrlLifetime,
    Duration privateUrlLifetime,
    int reportsPerDay,
    Duration claimTime,
    long cacheBytes,
    int pinnedCommentsLimit,
    Duration deletedPostRetention,
    Duration purgeEvery,
    int maxPinnedPosts,
    int maxDrafts,
    Duration publishEvery,
    int collectionsLimit,
    int hashtagFollowsLimit,
    Duration staffUrlLifetime) {
  /** Of one post, whatever is configured. */
  private static final int MAX_PINNED_COMMENTS = 20;

  /** A like or comment that began before the deletion has ended by then, one way or the other. */
  private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);

  /** A page token of a grid names them all. */
  private static final int MOST_PINNED_POSTS = 20;

  MediaConfig {
    atLeastOne("media-replicas", replicas);
    atLeastOne("media-max-upload-bytes", maxUploadBytes);
    atLeastOne("media-max-uploads", maxUploads);
    atLeastOne("media-max-uploads-per-account", maxUploadsPerAccount);
    atLeastOne("media-render-threads", renderThreads);
    atLeastOne("media-reports-per-day", reportsPerDay);
    atLeastOne("media-cache-bytes", cacheBytes);
    atLeastOne("media-pinned-comments-limit", pinnedCommentsLimit);
    if (pinnedCommentsLimit > MAX_PINNED_COMMENTS) {
      throw new IllegalArgumentException(
          "media-pinned-comments-limit: "
              + pinnedCommentsLimit
              + " (expected: at most "
              + MAX_PINNED_COMMENTS
              + ", as page tokens hold them all)");
    }
    atLeastOne("media-collections-limit", collectionsLimit);
    atLeastOne("media-hashtag-follows-limit", hashtagFollowsLimit);
    atLeastTwoSeconds("media-public-url-lifetime", publicUrlLifetime);
    atLeastTwoSeconds("media-private-url-lifetime", privateUrlLifetime);
    atLeastTwoSeconds("media-staff-url-lifetime", staffUrlLifetime);
    atLeastTwoSeconds("media-claim-time", claimTime);
    atLeast("media-deleted-post-retention", deletedPostRetention, SHORTEST_RETENTION);
    atLeast("media-purge-every", purgeEvery, Duration.ofMillis(10));
    atLeastOne("media-max-pinned-posts", maxPinnedPosts);
    atLeastOne("media-max-drafts", maxDrafts);
    atLeast("media-publish-every", publishEvery, Duration.ofMillis(10));
    if (maxPinnedPosts > MOST_PINNED_POSTS) {
      throw new IllegalArgumentException(
          "media-max-pinned-posts: "
              + maxPinnedPosts
              + " (expected: 1.."
              + MOST_PINNED_POSTS
              + ")");
    }
  }

  static MediaConfig defaults(Path dataFolder) {
    return new MediaConfig(
        dataFolder.resolve("blobs"),
        1,
        30_000_000,
        PictureLimits.DEFAULT.maxPixels(),
        PictureLimits.DEFAULT.maxDecodingBytes(),
        64,
        16,
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
        Duration.ofDays(2),
        Duration.ofHours(1),
        100,
        Duration.ofMinutes(30),
        100_000_000,
        3,
        Duration.ofDays(30),
        Duration.ofMinutes(1),
        3,
        500,
        Duration.ofSeconds(1),
        200,
        1_000,
        Duration.ofMinutes(10));
  }

  PictureLimits pictureLimits() {
    return new PictureLimits(maxPixels, maxDecodingBytes);
  }

  List<Path> replicaFolders() {
    return IntStream.rangeClosed(1, replicas).mapToObj(i -> folder.resolve("r" + i)).toList();
  }

  private static void atLeastTwoSeconds(String key, Duration value) {
    atLeast(key, value, Duration.ofSeconds(2));
  }

  private static void atLeast(String key, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: " + least + " or more)");
    }
  }

  private static void atLeastOne(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: 1 or more)");
    }
  }
}
