package tintype.testkit;

import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.AccountServiceGrpc.AccountServiceImplBase;
import tintype.account.v1.AccountSummary;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.account.v1.BatchGetAccountFactsResponse;
import tintype.account.v1.BatchGetAccountIdsRequest;
import tintype.account.v1.BatchGetAccountIdsResponse;
import tintype.account.v1.StaffAccount.Role;
import tintype.media.v1.Media;

/** Stands in for account-service: accounts whose facts a test sets. */
public final class FakeAccounts extends AccountServiceImplBase {
  private final Map<Long, AccountFacts> accounts = new ConcurrentHashMap<>();

  /** Adds public accounts named {@code u<id>}. */
  public FakeAccounts add(long... ids) {
    for (long id : ids) {
      AccountSummary summary =
          AccountSummary.newBuilder().setId(Long.toString(id)).setUsername("u" + id).build();
      accounts.put(id, AccountFacts.newBuilder().setAccountId(id).setSummary(summary).build());
    }
    return this;
  }

  public void setHidden(long id, boolean hidden) {
    change(id, facts -> facts.toBuilder().setHidden(hidden).build());
  }

  /** Makes an account staff, or like all others. */
  public void setRoles(long id, Role... roles) {
    change(id, facts -> facts.toBuilder().clearRoles().addAllRoles(List.of(roles)).build());
  }

  public void setPrivate(long id, boolean isPrivate) {
    change(
        id,
        facts -> {
          AccountFacts.Builder changed = facts.toBuilder();
          changed.getSummaryBuilder().setPrivate(isPrivate);
          return changed.build();
        });
  }

  public void setFullName(long id, String fullName) {
    change(
        id,
        facts -> {
          AccountFacts.Builder changed = facts.toBuilder();
          changed.getSummaryBuilder().setFullName(fullName);
          return changed.build();
        });
  }

  public void rename(long id, String username) {
    change(
        id,
        facts -> {
          AccountFacts.Builder changed = facts.toBuilder();
          changed.getSummaryBuilder().setUsername(username);
          return changed.build();
        });
  }

  /** Its id is what counts; the default instance takes it away. */
  public void setAvatar(long id, Media avatar) {
    change(
        id,
        facts -> {
          AccountFacts.Builder changed = facts.toBuilder();
          changed.getSummaryBuilder().setAvatar(avatar);
          return changed.build();
        });
  }

  @Override
  public void batchGetAccountFacts(
      BatchGetAccountFactsRequest request, StreamObserver<BatchGetAccountFactsResponse> observer) {
    var response = BatchGetAccountFactsResponse.newBuilder();
    for (long id : request.getAccountIdsList()) {
      AccountFacts facts = accounts.get(id);
      if (facts != null) {
        response.addFacts(facts);
      }
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  /** Hidden ones too, as the real service. */
  @Override
  public void batchGetAccountIds(
      BatchGetAccountIdsRequest request, StreamObserver<BatchGetAccountIdsResponse> observer) {
    Map<String, Long> ids = new HashMap<>();
    accounts.forEach((id, facts) -> ids.put(facts.getSummary().getUsername(), id));
    var response = BatchGetAccountIdsResponse.newBuilder();
    request.getUsernamesList().forEach(name -> response.addAccountIds(ids.getOrDefault(name, 0L)));
    observer.onNext(response.build());
    observer.onCompleted();
  }

  private void change(long id, UnaryOperator<AccountFacts> change) {
    accounts.computeIfPresent(id, (key, facts) -> change.apply(facts));
  }
}
