package tintype.account;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** What staff do to accounts. */
final class StaffAccountApi implements Api {
  private final ListAccounts listAccounts;
  private final Suspend suspend;
  private final Reinstate reinstate;
  private final SetRoles setRoles;
  private final SetVerified setVerified;
  private final ApplyDecision applyDecision;

  @Inject
  StaffAccountApi(
      ListAccounts listAccounts,
      Suspend suspend,
      Reinstate reinstate,
      SetRoles setRoles,
      SetVerified setVerified,
      ApplyDecision applyDecision) {
    this.listAccounts = listAccounts;
    this.suspend = suspend;
    this.reinstate = reinstate;
    this.setRoles = setRoles;
    this.setVerified = setVerified;
    this.applyDecision = applyDecision;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(StaffAccountServiceGrpc.getServiceDescriptor())
        .unary(StaffAccountServiceGrpc.getListAccountsMethod(), listAccounts)
        .unary(StaffAccountServiceGrpc.getSuspendMethod(), suspend)
        .unary(StaffAccountServiceGrpc.getReinstateMethod(), reinstate)
        .unary(StaffAccountServiceGrpc.getSetRolesMethod(), setRoles)
        .unary(StaffAccountServiceGrpc.getSetVerifiedMethod(), setVerified)
        .unary(StaffAccountServiceGrpc.getApplyDecisionMethod(), applyDecision)
        .build();
  }
}
