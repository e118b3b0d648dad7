package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.media.ImportStore.Load;
import tintype.media.PostContent.Mention;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.ImportPostsRequest.NewPost;
import tintype.media.v1.ImportPostsResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.RequestIds;
import tintype.platform.sql.RequestIds.Answered;
import tintype.platform.sql.RequestIds.Key;

/**
 * Publishes posts of one picture each, whose bytes are linked from media that are there.
 *
 * <p>Fails with {@code MEDIA_NOT_FOUND} before anything is published, or {@code REQUEST_ID_REUSED};
 * after that or any other failure some posts may be published, and the call can be repeated.
 */
final class ImportPosts implements UnaryHandler<ImportPostsRequest, ImportPostsResponse> {
  private final MediaStore media;
  private final MentionedAccounts mentions;
  private final PostLoader loader;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  ImportPosts(
      MediaStore media,
      MentionedAccounts mentions,
      PostLoader loader,
      IdGenerator ids,
      Clock clock) {
    this.media = media;
    this.mentions = mentions;
    this.loader = loader;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public ImportPostsResponse handle(ImportPostsRequest request) {
    List<Owned> sourceIds = sourceIds(request);
    Map<Owned, MediaRow> sources = media.find(sourceIds.stream().distinct().toList());
    Map<String, List<Mention>> mentioned =
        mentions.in(request.getPostsList().stream().map(NewPost::getCaption).toList());
    List<Key> keys = new ArrayList<>();
    Map<Key, Load> loads = new LinkedHashMap<>();
    for (int i = 0; i < sourceIds.size(); i++) {
      MediaRow source = sources.get(sourceIds.get(i));
      if (source == null) {
        throw Refusals.noMedia().with("media_id", sourceIds.get(i));
      }
      NewPost wanted = request.getPosts(i);
      Key key = new Key(wanted.getAuthorId(), wanted.getRequestId());
      keys.add(key);
      add(loads, key, wanted, source, mentioned.get(wanted.getCaption()));
    }

    PostLoader.Loaded loaded = loader.load(loads.values());

    var response = ImportPostsResponse.newBuilder().setCreated(loaded.created());
    keys.forEach(key -> response.addPostIds(loaded.postIds().get(key)));
    return response.build();
  }

  private static List<Owned> sourceIds(ImportPostsRequest request) {
    List<Owned> sourceIds = new ArrayList<>();
    for (int i = 0; i < request.getPostsCount(); i++) {
      sourceIds.add(
          IdText.parseOwned(
              "posts[" + i + "].source_media_id", request.getPosts(i).getSourceMediaId()));
    }
    return sourceIds;
  }

  /** A request that stands twice in the call is one, unless it differs. */
  private void add(
      Map<Key, Load> loads, Key key, NewPost wanted, MediaRow source, List<Mention> mentioned) {
    byte[] fingerprint = RequestIds.fingerprint(wanted);
    Load same = loads.get(key);
    if (same != null) {
      same.request().resultFor(fingerprint);
      return;
    }
    long author = wanted.getAuthorId();
    long micros = Micros.now(clock);
    Owned copy = new Owned(ids.next(), author);
    Owned post = new Owned(ids.next(), author);
    PostContent content =
        PostContent.of(wanted.getCaption(), Optional.empty(), mentioned, List.of());
    loads.put(
        key,
        new Load(
            PostRow.published(post, wanted.getCaption(), content, false, micros),
            source.copiedTo(copy, post.id(), micros),
            source,
            new Answered(key, fingerprint, post.id())));
  }
}
