package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Status.Code;
import java.util.Optional;
import java.util.OptionalLong;
import tintype.rpc.v1.ErrorReason;

/**
 * Who makes the current call: nobody, an account, or a service, which may act on behalf of an
 * account.
 *
 * @param service the calling service's name, empty for an account or nobody
 * @param account the account that calls, or that the service acts for; 0 for neither
 * @param session the account's session; 0 where there is none
 */
public record Caller(String service, long account, long session) {
  public static final Caller NOBODY = new Caller("", 0, 0);
  private static final Context.Key<Caller> KEY = Context.keyWithDefault("caller", NOBODY);

  public static Caller current() {
    return KEY.get();
  }

  /** A context in which this is the current caller. */
  public Context in(Context context) {
    return context.withValue(KEY, this);
  }

  public static Caller account(long account, long session) {
    return new Caller("", account, session);
  }

  public static Caller service(String name, OptionalLong onBehalfOf) {
    return new Caller(name, onBehalfOf.orElse(0), 0);
  }

  public boolean isService() {
    return !service.isEmpty();
  }

  /** The account whose eyes a read goes through; empty for nobody. */
  public Optional<Long> viewer() {
    return account == 0 ? Optional.empty() : Optional.of(account);
  }

  /** The account that acts. Fails with TOKEN_MISSING for nobody. */
  public long requireAccount() {
    if (account == 0) {
      throw ApiException.of(
          Code.UNAUTHENTICATED, ErrorReason.TOKEN_MISSING, "this call needs an account's token");
    }
    return account;
  }

  /** The account that a path names: "me" stands for the caller's. */
  public long resolve(String field, String accountId) {
    return accountId.equals("me") ? requireAccount() : IdText.parse(field, accountId);
  }
}
