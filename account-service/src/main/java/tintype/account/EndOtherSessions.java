package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.account.v1.EndOtherSessionsRequest;
import tintype.account.v1.EndOtherSessionsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/** Ends all sessions of the caller but the one that calls. */
final class EndOtherSessions
    implements UnaryHandler<EndOtherSessionsRequest, EndOtherSessionsResponse> {
  /** Sessions that one transaction ends; an account that has more takes several. */
  private static final int BATCH = 200;

  private final SessionStore store;
  private final Clock clock;

  @Inject
  EndOtherSessions(SessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public EndOtherSessionsResponse handle(EndOtherSessionsRequest request) {
    Caller caller = Caller.current();
    long account = caller.requireAccount();
    long now = Micros.of(clock.instant());

    int ended = 0;
    int batch;
    do {
      batch = store.endOthers(account, caller.session(), now, BATCH);
      ended += batch;
    } while (batch == BATCH);

    return EndOtherSessionsResponse.newBuilder().setEndedCount(ended).build();
  }
}
