package tintype.benchmarks;

import picocli.CommandLine.Option;
import tintype.feed.v1.GetHomeFeedRequest;

/** Whose feeds are asked for: the same options, and the same network, on both sides. */
final class HomeFeedNetwork {
  @Option(names = "--accounts", description = "Accounts (default: ${DEFAULT-VALUE}).")
  private int accounts = 1_000_000;

  @Option(names = "--readers", description = "Those who read (default: ${DEFAULT-VALUE}).")
  private int readers = 10_000;

  @Option(names = "--follows", description = "Followees of each (default: ${DEFAULT-VALUE}).")
  private int follows = 500;

  @Option(names = "--posts", description = "Posts in all (default: ${DEFAULT-VALUE}).")
  private int posts = 4_000_000;

  @Option(names = "--page", description = "Posts a page (default: ${DEFAULT-VALUE}).")
  private int page = 50;

  @Option(names = "--seed", description = "Of the draw (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  int readers() {
    return readers;
  }

  Network draw() {
    return new GraphDraw(accounts, readers, follows, true, posts, seed).draw();
  }

  GetHomeFeedRequest request(int reader) {
    return GetHomeFeedRequest.newBuilder()
        .setAccountId(Network.accountId(reader))
        .setPageSize(page)
        .build();
  }

  /** The number of the reader whose account this is. */
  static int reader(long account) {
    return (int) (account / (Network.accountId(1) - Network.accountId(0)));
  }

  /** These options for another process. */
  String[] arguments() {
    return new String[] {
      "--accounts=" + accounts,
      "--readers=" + readers,
      "--follows=" + follows,
      "--posts=" + posts,
      "--page=" + page,
      "--seed=" + seed
    };
  }
}
