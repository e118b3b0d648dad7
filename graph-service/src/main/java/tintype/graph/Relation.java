package tintype.graph;

import tintype.graph.v1.RelationFacts;
import tintype.graph.v1.Relationship;

/** What is between two people, seen from one of them; where there is no row, all of it is false. */
record Relation(RelationKey key, OwnFacts own, MirroredFacts mirrored) {
  static Relation none(RelationKey key) {
    return new Relation(key, OwnFacts.NONE, MirroredFacts.NONE);
  }

  Relation with(OwnFacts facts) {
    return new Relation(key, facts, mirrored);
  }

  Relation with(MirroredFacts facts) {
    return new Relation(key, own, facts);
  }

  /**
   * Whether the owner ever decided anything about the other, and may still know of it: a block
   * leaves nothing, so whoever is blocked gets the same answers as a stranger.
   */
  boolean isKnown() {
    return own.version() > 0 && !mirrored.blockedBy();
  }

  /** Whether the other ever decided anything about the owner, as far as the owner may know. */
  boolean isHeardOf() {
    return mirrored.version() > 0 && !mirrored.blockedBy();
  }

  /** As the owner of the row sees it at that time. */
  Relationship toProto(long nowMicros) {
    return Relationship.newBuilder()
        .setAccountId(Long.toString(key.other()))
        .setFollowing(own.following())
        .setFollowedBy(mirrored.followedBy())
        .setRequested(own.requested())
        .setRequestedBy(mirrored.requestedBy())
        .setBlocking(own.blocking())
        .setMutingPosts(own.mutesPosts(nowMicros))
        .setMutingStories(own.mutesStories(nowMicros))
        .setRestricting(own.restricting())
        .setCloseFriend(own.closeFriend())
        .setFavourite(own.favourite())
        .build();
  }

  /** What the visibility rule needs of it at that time. */
  RelationFacts toFacts(long nowMicros) {
    return RelationFacts.newBuilder()
        .setAuthorId(key.other())
        .setFollowing(own.following())
        .setBlocking(own.blocking())
        .setBlockedBy(mirrored.blockedBy())
        .setRestricting(own.restricting())
        .setMutingPosts(own.mutesPosts(nowMicros))
        .setCloseFriend(mirrored.closeFriendOf())
        .build();
  }
}
