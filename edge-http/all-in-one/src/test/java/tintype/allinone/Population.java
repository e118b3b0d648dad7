package tintype.allinone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import tintype.account.v1.ImportAccountsRequest;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsRequest.Follows;
import tintype.platform.sql.Keyspace;

/** Who is there before the first round. */
final class Population {
  private static final int BATCH = 500;
  private static final int FOLLOWS_EACH = 10;

  private Population() {}

  /** Accounts that are loaded already, or else new ones. */
  static long[] accounts(Backend backend, int wanted, Random random) {
    List<Long> loaded = new ArrayList<>(loaded(backend));
    if (loaded.isEmpty()) {
      return create(backend, wanted);
    }
    Collections.shuffle(loaded, random);
    return loaded.stream().limit(wanted).mapToLong(Long::longValue).toArray();
  }

  /** Lets each follow some others; returns who follows whom now. */
  static Set<Edge> follow(Backend backend, long[] accounts, Random random) {
    var stub = tintype.graph.v1.ImportServiceGrpc.newBlockingStub(backend.channel("graph"));
    Set<Edge> edges = new HashSet<>();
    for (int from = 0; from < accounts.length; from += BATCH) {
      var request = ImportFollowsRequest.newBuilder();
      for (int i = from; i < Math.min(accounts.length, from + BATCH); i++) {
        Set<Long> followees = new TreeSet<>();
        while (followees.size() < Math.min(FOLLOWS_EACH, accounts.length - 1)) {
          long followee = accounts[random.nextInt(accounts.length)];
          if (followee != accounts[i]) {
            followees.add(followee);
          }
        }
        long follower = accounts[i];
        request.addFollows(
            Follows.newBuilder().setFollowerId(follower).addAllFolloweeIds(followees));
        followees.forEach(followee -> edges.add(new Edge(follower, followee)));
      }
      Retry.call(() -> stub.importFollows(request.build()));
    }
    return edges;
  }

  private static List<Long> loaded(Backend backend) {
    return backend
        .database(Keyspace.ACCOUNT)
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT user_id FROM username WHERE name REGEXP '^u[0-9]+$'"
                            + " ORDER BY user_id")
                    .mapTo(Long.class)
                    .list());
  }

  private static long[] create(Backend backend, int wanted) {
    var stub = tintype.account.v1.ImportServiceGrpc.newBlockingStub(backend.channel("account"));
    List<Long> ids = new ArrayList<>();
    for (int from = 0; from < wanted; from += BATCH) {
      var request = ImportAccountsRequest.newBuilder();
      for (int i = from; i < Math.min(wanted, from + BATCH); i++) {
        request.addUsernames("u" + i);
      }
      ids.addAll(Retry.call(() -> stub.importAccounts(request.build())).getAccountIdsList());
    }
    return ids.stream().mapToLong(Long::longValue).toArray();
  }
}
