package tintype.graph;

/** A list that an account keeps for itself: its rows in table {@code listed}. */
enum OwnList {
  BLOCKS(1) {
    @Override
    boolean has(OwnFacts own, long nowMicros) {
      return own.blocking();
    }
  },
  MUTES(4) {
    @Override
    boolean has(OwnFacts own, long nowMicros) {
      return own.mutesPosts(nowMicros) || own.mutesStories(nowMicros);
    }
  },
  RESTRICTED(5) {
    @Override
    boolean has(OwnFacts own, long nowMicros) {
      return own.restricting();
    }
  },
  CLOSE_FRIENDS(6) {
    @Override
    boolean has(OwnFacts own, long nowMicros) {
      return own.closeFriend();
    }
  },
  FAVOURITES(7) {
    @Override
    boolean has(OwnFacts own, long nowMicros) {
      return own.favourite();
    }
  };

  private final int code;

  OwnList(int code) {
    this.code = code;
  }

  /** As the table has it. */
  int code() {
    return code;
  }

  /** Whether somebody of whom these facts are is on the list at that time. */
  abstract boolean has(OwnFacts own, long nowMicros);
}
