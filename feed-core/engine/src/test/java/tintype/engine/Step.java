package tintype.engine;

import java.util.Arrays;

/** One change, to be made to the store and to the oracle alike. */
sealed interface Step {
  void apply(Applier applier);

  void apply(Oracle oracle);

  /**
   * The id of an author's so-and-so-many-th post; close numbers of different authors interleave.
   */
  static long postId(long author, int number) {
    return 1_000L * number + Long.hashCode(author) % 997;
  }

  record Follow(long reader, long author) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.follow(reader, author);
    }

    @Override
    public void apply(Oracle oracle) {
      oracle.follow(reader, author);
    }
  }

  record Unfollow(long reader, long author) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.unfollow(reader, author);
    }

    @Override
    public void apply(Oracle oracle) {
      oracle.unfollow(reader, author);
    }
  }

  record Mute(long reader, long author, boolean muted) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.mute(reader, author, muted);
    }

    @Override
    public void apply(Oracle oracle) {
      oracle.mute(reader, author, muted ? Applier.FOR_GOOD : 0);
    }
  }

  /** All that is between the two; the mute may have an end. */
  record Relate(long reader, long author, boolean follows, long mutedUntil) implements Step {
    /** Has passed by every clock but the first millisecond's. */
    static final long PAST = 1_000;

    /** Passes on no clock of a test. */
    static final long FUTURE = 1L << 60;

    @Override
    public void apply(Applier applier) {
      applier.relate(reader, author, follows, mutedUntil);
    }

    @Override
    public void apply(Oracle oracle) {
      oracle.relate(reader, author, follows, mutedUntil);
    }
  }

  record Replace(long reader, long... authors) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.replaceFollowees(reader, authors, authors.length);
    }

    @Override
    public void apply(Oracle oracle) {
      oracle.replaceFollowees(reader, authors);
    }

    @Override
    public String toString() {
      return "Replace[reader=" + reader + ", authors=" + Arrays.toString(authors) + "]";
    }
  }

  /** The truth keeps what the store drops. */
  record Evict(long reader) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.evict(reader);
    }

    @Override
    public void apply(Oracle oracle) {}
  }

  /** Shows in no feed. */
  record Prefer(long reader, long author, int affinity) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.setAffinity(reader, author, affinity);
    }

    @Override
    public void apply(Oracle oracle) {}
  }

  /** Shows in no feed. */
  record Engage(long author, int number, int engagement) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.setEngagement(author, postId(author, number), engagement);
    }

    @Override
    public void apply(Oracle oracle) {}
  }

  record Publish(long author, int number) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.post(author, postId(author, number));
    }

    @Override
    public void apply(Oracle oracle) {
      oracle.post(author, postId(author, number));
    }
  }

  record Delete(long author, int number) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.delete(author, postId(author, number));
    }

    @Override
    public void apply(Oracle oracle) {
      oracle.delete(author, postId(author, number));
    }
  }

  record Hide(long author, boolean hidden) implements Step {
    @Override
    public void apply(Applier applier) {
      if (hidden) {
        applier.hide(author);
      } else {
        applier.unhide(author);
      }
    }

    @Override
    public void apply(Oracle oracle) {
      if (hidden) {
        oracle.hide(author);
      } else {
        oracle.unhide(author);
      }
    }
  }

  /** The truth keeps what the store drops. */
  record Truncate(long author, int number) implements Step {
    @Override
    public void apply(Applier applier) {
      applier.truncate(author, postId(author, number));
    }

    @Override
    public void apply(Oracle oracle) {}
  }
}
