package tintype.account;

import jakarta.inject.Inject;
import java.util.Map;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.account.v1.BatchGetAccountFactsResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Tells other services what the visibility rule needs of accounts; ids that never were are absent.
 */
final class BatchGetAccountFacts
    implements UnaryHandler<BatchGetAccountFactsRequest, BatchGetAccountFactsResponse> {
  private final AccountStore accounts;

  @Inject
  BatchGetAccountFacts(AccountStore accounts) {
    this.accounts = accounts;
  }

  @Override
  public BatchGetAccountFactsResponse handle(BatchGetAccountFactsRequest request) {
    Map<Long, Profile> profiles =
        accounts.findAll(request.getAccountIdsList().stream().distinct().toList());

    var response = BatchGetAccountFactsResponse.newBuilder();
    for (long id : request.getAccountIdsList()) {
      Profile profile = profiles.get(id);
      if (profile != null) {
        response.addFacts(profile.facts());
      }
    }
    return response.build();
  }
}
