package tintype.allinone;

import io.grpc.Channel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.ImportPostsRequest.NewPost;
import tintype.media.v1.ImportServiceGrpc;
import tintype.platform.config.Config;
import tintype.platform.sql.Keyspace;

/**
 * {@code load-posts --posts=N --photos=DIR [--seed=S]}: publishes posts over the accounts that
 * {@code load-follows} made. Each photograph of the folder is uploaded once; each post has a media
 * of its own whose bytes are hard-linked from there. The same seed makes the same posts, so a run
 * that was killed is finished by running it again.
 */
final class LoadPosts implements Command {
  /**
   * What to load. Keys: {@code posts}, {@code photos}, {@code seed}.
   *
   * @param posts how many
   * @param photos the folder of photographs, with its sub-folders
   * @param seed of the choice of authors and photographs
   */
  record Options(int posts, Path photos, long seed) {}

  /** What the picture itself is to blame for; after any other failure the choice must not shift. */
  private static final Set<Code> REFUSALS = Set.of(Code.INVALID_ARGUMENT, Code.RESOURCE_EXHAUSTED);

  private static final int POSTS_PER_CALL = 500;
  private static final int CALLS_AT_ONCE = 4;

  /** Spread of how much people post: the sigma of a log-normal rate. */
  private static final double RATE_SIGMA = 1.0;

  @Override
  public int run(List<String> operands, Config config, PrintStream out) {
    Options options = config.bind("", new Options(0, Path.of(""), 1));
    if (!operands.isEmpty() || options.posts() < 1 || options.photos().toString().isEmpty()) {
      throw new StartException(
          "load-posts takes --posts=N --photos=DIR and, if you like, --seed=S.");
    }
    List<Path> files = photographs(options.photos());
    try (Backend backend = Backend.of(config, out)) {
      long[] authors = loadedAccounts(backend);
      List<String> photos = upload(backend, authors[0], files, options, out);
      Stopwatch time = Stopwatch.start();
      long created = publish(backend, authors, photos, options);
      out.printf(
          "%,d posts in %s: %,d new, %,d there already; %d photographs%n",
          options.posts(),
          time.per(options.posts(), "posts"),
          created,
          options.posts() - created,
          photos.size());
      return 0;
    }
  }

  private static List<Path> photographs(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> files =
          paths.filter(p -> p.toString().matches("(?i).*\\.(jpe?g|png|webp)")).sorted().toList();
      if (files.isEmpty()) {
        throw new StartException("No photograph (JPEG, PNG, WebP) in " + folder + ".");
      }
      return files;
    } catch (IOException e) {
      throw new StartException("Cannot read " + folder + " (" + e + ").", e);
    }
  }

  private static long[] loadedAccounts(Backend backend) {
    List<Long> ids =
        backend
            .database(Keyspace.ACCOUNT)
            .read(
                handle ->
                    handle
                        .createQuery(
                            "SELECT user_id FROM username WHERE name REGEXP '^u[0-9]+$' ORDER BY user_id")
                        .mapTo(Long.class)
                        .list());
    if (ids.isEmpty()) {
      throw new StartException("There are no loaded accounts: run load-follows FILE first.");
    }
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<String> upload(
      Backend backend, long owner, List<Path> files, Options options, PrintStream out) {
    Channel channel = backend.channelFor("media", owner);
    List<String> media = new ArrayList<>();
    try (ProgressBar bar = Progress.bar("photographs", files.size())) {
      for (Path file : files) {
        try {
          UUID requestId = photoRequestId(options, file);
          media.add(Retry.call(() -> PhotoUpload.send(channel, file, requestId)).getId());
        } catch (StatusRuntimeException e) {
          if (!REFUSALS.contains(e.getStatus().getCode())) {
            throw e;
          }
          out.println(file + " is left out: " + e.getStatus().getDescription());
        }
        bar.step();
      }
    }
    if (media.isEmpty()) {
      throw new StartException("None of the photographs was taken.");
    }
    return media;
  }

  private static long publish(
      Backend backend, long[] authors, List<String> photos, Options options) {
    var stub = ImportServiceGrpc.newBlockingStub(backend.channel("media"));
    Random random = new Random(options.seed());
    double[] shares = shares(authors.length, random);
    LongAdder created = new LongAdder();
    try (ProgressBar bar = Progress.bar("posts", options.posts());
        Concurrently calls = new Concurrently(CALLS_AT_ONCE)) {
      for (int from = 0; from < options.posts(); from += POSTS_PER_CALL) {
        var request = ImportPostsRequest.newBuilder();
        for (int i = from; i < Math.min(options.posts(), from + POSTS_PER_CALL); i++) {
          request.addPosts(
              NewPost.newBuilder()
                  .setAuthorId(authors[pick(shares, random)])
                  .setSourceMediaId(photos.get(random.nextInt(photos.size())))
                  .setCaption("Photograph " + i)
                  .setRequestId(requestId(options.seed(), "post " + i).toString()));
        }
        calls.run(
            () -> {
              created.add(Retry.call(() -> stub.importPosts(request.build())).getCreated());
              bar.stepBy(request.getPostsCount());
            });
      }
      calls.await();
    }
    return created.sum();
  }

  /** Running totals of each account's share of all posts. */
  private static double[] shares(int accounts, Random random) {
    double[] shares = new double[accounts];
    double total = 0;
    for (int i = 0; i < accounts; i++) {
      total += Math.exp(RATE_SIGMA * random.nextGaussian());
      shares[i] = total;
    }
    return shares;
  }

  private static int pick(double[] shares, Random random) {
    double at = random.nextDouble() * shares[shares.length - 1];
    int found = java.util.Arrays.binarySearch(shares, at);
    return Math.min(found < 0 ? -found - 1 : found, shares.length - 1);
  }

  /** By the path below the folder: photographs of two sub-folders may have one name. */
  static UUID photoRequestId(Options options, Path file) {
    return requestId(options.seed(), "photo " + options.photos().relativize(file));
  }

  private static UUID requestId(long seed, String name) {
    return UUID.nameUUIDFromBytes((seed + " " + name).getBytes(StandardCharsets.UTF_8));
  }
}
