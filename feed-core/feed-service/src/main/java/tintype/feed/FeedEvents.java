package tintype.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.account.v1.AccountChanged;
import tintype.engine.Applier;
import tintype.graph.v1.FollowsChanged;
import tintype.media.v1.PostsChanged;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;

/**
 * What the events of the three logs do to the store.
 *
 * <p>An account's state, an edge and a post live in one stream each, and within it the last word
 * stands; an edge or a post of an account not heard of yet is kept as it is. So the streams may run
 * at any distance of each other, and a batch that comes again ends in the same state.
 */
final class FeedEvents {
  private static final Logger log = LoggerFactory.getLogger(FeedEvents.class);

  private final Applier applier;
  private final FollowEdges follows;

  /**
   * @param lists of the same store
   */
  FeedEvents(Applier applier, FollowLists lists) {
    this.applier = applier;
    this.follows = new FollowEdges(lists);
  }

  /** For those who load lists; the applier's thread alone may use them. */
  FollowEdges follows() {
    return follows;
  }

  /** Fails with the engine's exceptions, and where a payload is not what its kind says. */
  void apply(ChangeBatch batch) throws InvalidProtocolBufferException {
    for (ChangeEvent event : batch.events()) {
      Context context = event.context();
      Context outer = context.attach();
      try {
        apply(event);
      } finally {
        context.detach(outer);
      }
    }
    applier.tend();
  }

  private void apply(ChangeEvent event) throws InvalidProtocolBufferException {
    log.atDebug().addKeyValue("event", event.id()).addKeyValue("kind", event.kind()).log("applies");
    switch (event.kind()) {
      case "AccountChanged" -> apply(AccountChanged.parseFrom(event.payload()));
      case "FollowsChanged" -> apply(FollowsChanged.parseFrom(event.payload()));
      case "PostsChanged" -> apply(PostsChanged.parseFrom(event.payload()));
      default -> {
        // News for others.
      }
    }
  }

  private void apply(AccountChanged event) {
    applier.register(event.getAccountId());
    if (event.getHidden()) {
      applier.hide(event.getAccountId());
    } else {
      applier.unhide(event.getAccountId());
    }
  }

  private void apply(FollowsChanged event) {
    for (FollowsChanged.Edge edge : event.getEdgesList()) {
      long mutedUntil = Followees.mutedUntil(edge.getMutingPosts(), edge.getMutePostsEndMicros());
      follows.set(event.getFollowerId(), edge.getFolloweeId(), edge.getFollowing(), mutedUntil);
    }
  }

  private void apply(PostsChanged event) {
    for (PostsChanged.Change change : event.getChangesList()) {
      if (change.getVisible()) {
        applier.post(event.getAuthorId(), change.getPostId());
      } else {
        applier.delete(event.getAuthorId(), change.getPostId());
      }
    }
  }
}
