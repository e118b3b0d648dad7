package tintype.allinone;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Edges of a follow graph from a file of lines {@code follower<TAB>followee}, plain or gzip. Sorted
 * by follower, each once.
 *
 * @param edges follower in the upper half, followee in the lower, ascending
 * @param refused what is wrong with each bad line, beginning with its number; at most {@link
 *     #MAX_TOLD}
 * @param refusedCount how many lines are bad
 */
record FollowFile(long[] edges, List<String> refused, int refusedCount) {
  static final int MAX_TOLD = 20;
  private static final int MAX_ID = 999_999_999;

  static int follower(long edge) {
    return (int) (edge >>> 32);
  }

  static int followee(long edge) {
    return (int) edge;
  }

  static FollowFile read(Path file) throws IOException {
    Reader reader = new Reader();
    try (InputStream bytes = open(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reader.accept(line);
      }
    }
    return reader.result();
  }

  /** Every id of the file, ascending. */
  int[] people() {
    return Arrays.stream(edges)
        .flatMap(edge -> java.util.stream.LongStream.of(follower(edge), followee(edge)))
        .mapToInt(id -> (int) id)
        .sorted()
        .distinct()
        .toArray();
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
  }

  private static final class Reader {
    private long[] edges = new long[1 << 16];
    private int count;
    private int lineNumber;
    private int refusedCount;
    private final List<String> refused = new ArrayList<>();

    void accept(String line) {
      lineNumber++;
      int tab = line.indexOf('\t');
      int follower = tab < 0 ? -1 : id(line, 0, tab);
      int followee = tab < 0 ? -1 : id(line, tab + 1, line.length());
      if (follower < 0 || followee < 0) {
        refuse("expected two numbers up to " + MAX_ID + " with a tab between");
      } else if (follower == followee) {
        refuse("nobody can follow themselves");
      } else {
        add((long) follower << 32 | followee);
      }
    }

    FollowFile result() {
      long[] sorted = Arrays.copyOf(edges, count);
      Arrays.parallelSort(sorted);
      return new FollowFile(Arrays.stream(sorted).distinct().toArray(), refused, refusedCount);
    }

    private void add(long edge) {
      if (count == edges.length) {
        edges = Arrays.copyOf(edges, count * 2);
      }
      edges[count++] = edge;
    }

    private void refuse(String why) {
      refusedCount++;
      if (refused.size() < MAX_TOLD) {
        refused.add("line " + lineNumber + ": " + why);
      }
    }

    private static int id(String line, int from, int to) {
      if (from == to || to - from > 9) {
        return -1;
      }
      int value = 0;
      for (int i = from; i < to; i++) {
        int digit = line.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        value = value * 10 + digit;
      }
      return value;
    }
  }
}
