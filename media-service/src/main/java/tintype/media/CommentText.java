package tintype.media;

import tintype.platform.rpc.ApiException;

/** What may be said in a comment: something that shows, up to a number of {@link Characters}. */
final class CommentText {
  static final int MAX_CHARACTERS = 1_000;
  private static final String FIELD = "text";

  private CommentText() {}

  /** Fails with INVALID_FIELD where the text is blank or longer than allowed. */
  static void check(String text) {
    if (Characters.showNothing(text)) {
      throw ApiException.invalidField(FIELD, "blank (expected: something to read)");
    }
    Characters.atMost(MAX_CHARACTERS, FIELD, text);
  }
}
