package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.ModerationServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** ModerationService, a line per RPC. */
final class ModerationApi implements Api {
  private final CreateReport createReport;
  private final ListReports listReports;
  private final ClaimReport claimReport;
  private final ResolveReport resolveReport;
  private final ListModerationActions listModerationActions;

  @Inject
  ModerationApi(
      CreateReport createReport,
      ListReports listReports,
      ClaimReport claimReport,
      ResolveReport resolveReport,
      ListModerationActions listModerationActions) {
    this.createReport = createReport;
    this.listReports = listReports;
    this.claimReport = claimReport;
    this.resolveReport = resolveReport;
    this.listModerationActions = listModerationActions;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(ModerationServiceGrpc.getServiceDescriptor())
        .unary(ModerationServiceGrpc.getCreateReportMethod(), createReport)
        .unary(ModerationServiceGrpc.getListReportsMethod(), listReports)
        .unary(ModerationServiceGrpc.getClaimReportMethod(), claimReport)
        .unary(ModerationServiceGrpc.getResolveReportMethod(), resolveReport)
        .unary(ModerationServiceGrpc.getListModerationActionsMethod(), listModerationActions)
        .build();
  }
}
