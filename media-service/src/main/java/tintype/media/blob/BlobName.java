package tintype.media.blob;

import java.util.regex.Pattern;

/**
 * The name of a blob: {@code <owner>/<name>}, such as {@code 4711/90210.w1080}. Each half is 1 to
 * 100 letters, digits, {@code _}, {@code -} and, not first, {@code .}; so no name leaves its
 * folder.
 *
 * @param owner whose it is; a store may keep an owner's blobs together
 * @param name unique within the owner
 */
public record BlobName(String owner, String name) {

  private static final Pattern HALF = Pattern.compile("[0-9A-Za-z_-][0-9A-Za-z_.-]{0,99}");

  public BlobName {
    if (!HALF.matcher(owner).matches() || !HALF.matcher(name).matches()) {
      throw refused(owner + "/" + name);
    }
  }

  /** Parses what {@link #toString} makes. */
  public static BlobName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw refused(text);
    }
    return new BlobName(text.substring(0, slash), text.substring(slash + 1));
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "blob name: " + text + " (expected: <owner>/<name>, each 1..100 of 0-9 A-Z a-z _ - .)");
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
