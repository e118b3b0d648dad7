package tintype.account;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.account.v1.ImportServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** Bulk loading by tools. */
final class ImportApi implements Api {
  private final ImportAccounts importAccounts;

  @Inject
  ImportApi(ImportAccounts importAccounts) {
    this.importAccounts = importAccounts;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(ImportServiceGrpc.getServiceDescriptor())
        .unary(ImportServiceGrpc.getImportAccountsMethod(), importAccounts)
        .build();
  }
}
