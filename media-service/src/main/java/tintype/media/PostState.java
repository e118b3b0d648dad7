package tintype.media;

/** Where a post is: column post.state. */
enum PostState {
  /** In its author's grid and in feeds. */
  PUBLISHED(0),
  /** In the bin of its author, who can restore it. */
  IN_BIN(1),
  /** In the archive, for its author's eyes. */
  ARCHIVED(2),
  /** In the bin, and to be restored into the archive. */
  ARCHIVED_IN_BIN(3),
  /** Taken away by staff: for nobody, and in no bin. */
  REMOVED(4),
  /** Its rows and bytes are being dropped; nothing brings it back. */
  PURGING(5);

  private final int number;

  PostState(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static PostState of(int number) {
    for (PostState state : values()) {
      if (state.number == number) {
        return state;
      }
    }
    throw new IllegalArgumentException("post.state: " + number + " (expected: 0..5)");
  }

  boolean isInBin() {
    return this == IN_BIN || this == ARCHIVED_IN_BIN;
  }

  /** In the archive, or bound for it. */
  boolean isArchived() {
    return this == ARCHIVED || this == ARCHIVED_IN_BIN;
  }

  /** Not even for its author. */
  boolean isForNobody() {
    return this == REMOVED || this == PURGING;
  }

  /** On its way to be gone for good. */
  boolean isDeleted() {
    return this != PUBLISHED && this != ARCHIVED;
  }
}
