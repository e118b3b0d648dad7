package tintype.media;

import tintype.platform.rpc.ApiException;

/** What a collection may be called. */
final class CollectionName {
  static final int MAX_CHARACTERS = 100;

  private CollectionName() {}

  /** Fails with INVALID_FIELD where the name is blank or longer than allowed. */
  static void check(String field, String name) {
    if (Characters.showNothing(name)) {
      throw ApiException.invalidField(field, "blank (expected: a name that can be seen)");
    }
    Characters.atMost(MAX_CHARACTERS, field, name);
  }
}
