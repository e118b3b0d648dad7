package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.account.v1.LogOutRequest;
import tintype.account.v1.LogOutResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/** Ends the caller's session; one that has ended already stays so. */
final class LogOut implements UnaryHandler<LogOutRequest, LogOutResponse> {
  private final SessionStore store;
  private final Clock clock;

  @Inject
  LogOut(SessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public LogOutResponse handle(LogOutRequest request) {
    Caller caller = Caller.current();
    store.end(caller.requireAccount(), caller.session(), Micros.of(clock.instant()));
    return LogOutResponse.getDefaultInstance();
  }
}
