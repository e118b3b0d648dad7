package tintype.media;

/**
 * What is done to a post that changes where it is. Done to a post in any other state than those
 * named it changes nothing.
 */
enum PostMove {
  /** By its author. */
  ARCHIVE {
    @Override
    PostState from(PostState state) {
      return state == PostState.PUBLISHED ? PostState.ARCHIVED : state;
    }
  },
  /** By its author. */
  UNARCHIVE {
    @Override
    PostState from(PostState state) {
      return state == PostState.ARCHIVED ? PostState.PUBLISHED : state;
    }
  },
  /** By its author, who can restore it for a while. */
  DELETE {
    @Override
    PostState from(PostState state) {
      return switch (state) {
        case PUBLISHED -> PostState.IN_BIN;
        case ARCHIVED -> PostState.ARCHIVED_IN_BIN;
        default -> state;
      };
    }
  },
  /** By its author, before its time in the bin is over. */
  RESTORE {
    @Override
    PostState from(PostState state) {
      return switch (state) {
        case IN_BIN -> PostState.PUBLISHED;
        case ARCHIVED_IN_BIN -> PostState.ARCHIVED;
        default -> state;
      };
    }
  },
  /** By staff, also out of the bin; its author cannot restore it. */
  REMOVE {
    @Override
    PostState from(PostState state) {
      return state == PostState.PURGING ? state : PostState.REMOVED;
    }
  };

  /** Where a post is afterwards. */
  abstract PostState from(PostState state);
}
