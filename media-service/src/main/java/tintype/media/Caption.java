package tintype.media;

/** The limit of captions. */
final class Caption {
  static final int MAX_CHARACTERS = 2_200;

  private Caption() {}

  /** Fails with INVALID_FIELD where the caption is longer than allowed. */
  static void check(String field, String caption) {
    Characters.atMost(MAX_CHARACTERS, field, caption);
  }
}
