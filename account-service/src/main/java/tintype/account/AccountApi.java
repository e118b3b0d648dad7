package tintype.account;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.account.v1.AccountServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** Who people are. */
final class AccountApi implements Api {
  private final Register register;
  private final GetMe getMe;
  private final GetAccount getAccount;
  private final GetAccountByUsername getAccountByUsername;
  private final BatchGetAccounts batchGetAccounts;
  private final BatchGetAccountFacts batchGetAccountFacts;

  @Inject
  AccountApi(
      Register register,
      GetMe getMe,
      GetAccount getAccount,
      GetAccountByUsername getAccountByUsername,
      BatchGetAccounts batchGetAccounts,
      BatchGetAccountFacts batchGetAccountFacts) {
    this.register = register;
    this.getMe = getMe;
    this.getAccount = getAccount;
    this.getAccountByUsername = getAccountByUsername;
    this.batchGetAccounts = batchGetAccounts;
    this.batchGetAccountFacts = batchGetAccountFacts;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(AccountServiceGrpc.getServiceDescriptor())
        .unary(AccountServiceGrpc.getRegisterMethod(), register)
        .unary(AccountServiceGrpc.getGetMeMethod(), getMe)
        .unary(AccountServiceGrpc.getGetAccountMethod(), getAccount)
        .unary(AccountServiceGrpc.getGetAccountByUsernameMethod(), getAccountByUsername)
        .unary(AccountServiceGrpc.getBatchGetAccountsMethod(), batchGetAccounts)
        .unary(AccountServiceGrpc.getBatchGetAccountFactsMethod(), batchGetAccountFacts)
        .build();
  }
}
