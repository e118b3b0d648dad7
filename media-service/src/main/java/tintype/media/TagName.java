package tintype.media;

import java.util.Optional;

/**
 * A hashtag, without its number sign. Two spellings that differ in case, width or composition are
 * one ({@link Folding}).
 */
record TagName(String name) {
  /** Of the folded name, in code points. */
  static final int MAX_CHARACTERS = 100;

  /** The hashtag with this body; empty where that is none. */
  static Optional<TagName> of(String body) {
    if (!isBody(body)) {
      return Optional.empty();
    }
    String name = Folding.fold(body);
    // Folding must not lead out of what a hashtag is: its name is read again, from a path.
    boolean holds = isBody(name) && name.codePointCount(0, name.length()) <= MAX_CHARACTERS;
    return holds ? Optional.of(new TagName(name)) : Optional.empty();
  }

  private static boolean isBody(String text) {
    return text.codePoints().allMatch(HashtagCharacters::continues)
        && text.codePoints().anyMatch(HashtagCharacters::names)
        && !HashtagCharacters.isMark(text.codePointAt(0));
  }

  /** The same in all processes and for ever. */
  long id() {
    return StableId.of(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
