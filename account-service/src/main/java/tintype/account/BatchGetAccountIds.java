package tintype.account;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import tintype.account.UsernameStore.Claim;
import tintype.account.v1.BatchGetAccountIdsRequest;
import tintype.account.v1.BatchGetAccountIdsResponse;
import tintype.platform.rpc.UnaryHandler;

/** Tells other services who uses some names now, hidden accounts too; 0 for nobody. */
final class BatchGetAccountIds
    implements UnaryHandler<BatchGetAccountIdsRequest, BatchGetAccountIdsResponse> {
  private final UsernameStore usernames;

  @Inject
  BatchGetAccountIds(UsernameStore usernames) {
    this.usernames = usernames;
  }

  @Override
  public BatchGetAccountIdsResponse handle(BatchGetAccountIdsRequest request) {
    List<Username> names = request.getUsernamesList().stream().map(Username::fold).toList();
    Map<String, Claim> claims = usernames.findAll(names.stream().distinct().toList());

    var response = BatchGetAccountIdsResponse.newBuilder();
    for (Username name : names) {
      Claim claim = claims.get(name.name());
      response.addAccountIds(claim != null && claim.inUse() ? claim.accountId() : 0);
    }
    return response.build();
  }
}
