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
  private final UpdateProfile updateProfile;
  private final SetAvatar setAvatar;
  private final RemoveAvatar removeAvatar;
  private final CheckUsername checkUsername;
  private final GetAccount getAccount;
  private final GetAccountByUsername getAccountByUsername;
  private final BatchGetAccounts batchGetAccounts;
  private final BatchGetAccountFacts batchGetAccountFacts;
  private final BatchGetAccountIds batchGetAccountIds;

  @Inject
  AccountApi(
      Register register,
      GetMe getMe,
      UpdateProfile updateProfile,
      SetAvatar setAvatar,
      RemoveAvatar removeAvatar,
      CheckUsername checkUsername,
      GetAccount getAccount,
      GetAccountByUsername getAccountByUsername,
      BatchGetAccounts batchGetAccounts,
      BatchGetAccountFacts batchGetAccountFacts,
      BatchGetAccountIds batchGetAccountIds) {
    this.register = register;
    this.getMe = getMe;
    this.updateProfile = updateProfile;
    this.setAvatar = setAvatar;
    this.removeAvatar = removeAvatar;
    this.checkUsername = checkUsername;
    this.getAccount = getAccount;
    this.getAccountByUsername = getAccountByUsername;
    this.batchGetAccounts = batchGetAccounts;
    this.batchGetAccountFacts = batchGetAccountFacts;
    this.batchGetAccountIds = batchGetAccountIds;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(AccountServiceGrpc.getServiceDescriptor())
        .unary(AccountServiceGrpc.getRegisterMethod(), register)
        .unary(AccountServiceGrpc.getGetMeMethod(), getMe)
        .unary(AccountServiceGrpc.getUpdateProfileMethod(), updateProfile)
        .unary(AccountServiceGrpc.getSetAvatarMethod(), setAvatar)
        .unary(AccountServiceGrpc.getRemoveAvatarMethod(), removeAvatar)
        .unary(AccountServiceGrpc.getCheckUsernameMethod(), checkUsername)
        .unary(AccountServiceGrpc.getGetAccountMethod(), getAccount)
        .unary(AccountServiceGrpc.getGetAccountByUsernameMethod(), getAccountByUsername)
        .unary(AccountServiceGrpc.getBatchGetAccountsMethod(), batchGetAccounts)
        .unary(AccountServiceGrpc.getBatchGetAccountFactsMethod(), batchGetAccountFacts)
        .unary(AccountServiceGrpc.getBatchGetAccountIdsMethod(), batchGetAccountIds)
        .build();
  }
}
