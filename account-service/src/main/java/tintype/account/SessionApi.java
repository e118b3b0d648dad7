package tintype.account;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.account.v1.SessionServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** The tokens that people call with. */
final class SessionApi implements Api {
  private final LogIn logIn;
  private final Refresh refresh;
  private final LogOut logOut;
  private final ListSessions listSessions;
  private final EndSession endSession;
  private final EndOtherSessions endOtherSessions;
  private final ListEndedSessions listEndedSessions;

  @Inject
  SessionApi(
      LogIn logIn,
      Refresh refresh,
      LogOut logOut,
      ListSessions listSessions,
      EndSession endSession,
      EndOtherSessions endOtherSessions,
      ListEndedSessions listEndedSessions) {
    this.logIn = logIn;
    this.refresh = refresh;
    this.logOut = logOut;
    this.listSessions = listSessions;
    this.endSession = endSession;
    this.endOtherSessions = endOtherSessions;
    this.listEndedSessions = listEndedSessions;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(SessionServiceGrpc.getServiceDescriptor())
        .unary(SessionServiceGrpc.getLogInMethod(), logIn)
        .unary(SessionServiceGrpc.getRefreshMethod(), refresh)
        .unary(SessionServiceGrpc.getLogOutMethod(), logOut)
        .unary(SessionServiceGrpc.getListSessionsMethod(), listSessions)
        .unary(SessionServiceGrpc.getEndSessionMethod(), endSession)
        .unary(SessionServiceGrpc.getEndOtherSessionsMethod(), endOtherSessions)
        .unary(SessionServiceGrpc.getListEndedSessionsMethod(), listEndedSessions)
        .build();
  }
}
