package tintype.account;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tintype.account.v1.Account;
import tintype.account.v1.BatchGetAccountsRequest;
import tintype.account.v1.BatchGetAccountsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows many page heads in the order asked, one that is asked for twice twice; those that the
 * caller may not see are left out.
 *
 * <p>Fails with {@code TOKEN_MISSING} for nobody's {@code me}.
 */
final class BatchGetAccounts
    implements UnaryHandler<BatchGetAccountsRequest, BatchGetAccountsResponse> {
  private final PageHeads heads;

  @Inject
  BatchGetAccounts(PageHeads heads) {
    this.heads = heads;
  }

  @Override
  public BatchGetAccountsResponse handle(BatchGetAccountsRequest request) {
    Caller caller = Caller.current();
    List<Long> ids =
        IntStream.range(0, request.getAccountIdsCount())
            .mapToObj(i -> caller.resolve("account_ids[" + i + "]", request.getAccountIds(i)))
            .toList();

    Map<Long, Account> visible = heads.of(caller.viewer(), ids);

    return BatchGetAccountsResponse.newBuilder()
        .addAllAccounts(ids.stream().map(visible::get).filter(Objects::nonNull).toList())
        .build();
  }
}
