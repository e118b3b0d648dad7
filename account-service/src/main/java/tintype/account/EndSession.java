package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.account.v1.EndSessionRequest;
import tintype.account.v1.EndSessionResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.UnaryHandler;

/**
 * Ends one of the caller's sessions; one that has ended already stays so.
 *
 * <p>Fails with {@code SESSION_NOT_FOUND}, also for another account's session.
 */
final class EndSession implements UnaryHandler<EndSessionRequest, EndSessionResponse> {
  private final SessionStore store;
  private final Clock clock;

  @Inject
  EndSession(SessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public EndSessionResponse handle(EndSessionRequest request) {
    long account = Caller.current().requireAccount();
    long session = IdText.parse("session_id", request.getSessionId());
    if (!store.exists(account, session)) {
      throw Refusals.sessionNotFound();
    }

    store.end(account, session, Micros.of(clock.instant()));

    return EndSessionResponse.getDefaultInstance();
  }
}
