package tintype.platform.visibility;

import java.util.Optional;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.platform.auth.StaffCheck;
import tintype.platform.server.Peers;

/**
 * Ranks as account-service has them now. It is asked at each call that is for staff alone, which
 * are few: so a token needs to say nothing of roles, and a role ends when it is taken away.
 */
public final class StaffRanks implements StaffCheck {
  private final AccountServiceBlockingStub accounts;

  public StaffRanks(Peers peers) {
    accounts = AccountServiceGrpc.newBlockingStub(peers.channel("account"));
  }

  @Override
  public Rank rankOf(long account) {
    return facts(account)
        .filter(facts -> !facts.getHidden())
        .map(StaffRanks::rank)
        .orElse(Rank.NONE);
  }

  /** The same, also of one that is hidden: as whom it is to be judged. */
  public Rank standingOf(long account) {
    return facts(account).map(StaffRanks::rank).orElse(Rank.NONE);
  }

  private Optional<AccountFacts> facts(long account) {
    var request = BatchGetAccountFactsRequest.newBuilder().addAccountIds(account).build();
    return accounts.batchGetAccountFacts(request).getFactsList().stream().findFirst();
  }

  private static Rank rank(AccountFacts facts) {
    if (facts.getRolesList().contains(Role.ADMIN)) {
      return Rank.ADMIN;
    }
    return facts.getRolesList().contains(Role.MODERATOR) ? Rank.MODERATOR : Rank.NONE;
  }
}
