package tintype.allinone;

import java.time.Duration;
import java.util.List;
import tintype.account.v1.SetRolesRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.platform.server.Trust;

/** Makes people staff, as the tools of the machine may. */
final class Staff {
  private Staff() {}

  /** The person, who from now on has these roles and no others. */
  static Person appoint(SharedSystem system, Person person, Role... roles) {
    String token = system.signer("tools").serviceToken(Trust.signers(), Duration.ofMinutes(5));
    var request =
        SetRolesRequest.newBuilder()
            .setAccountId(person.id())
            .addAllRoles(List.of(roles))
            .setReason("a test");
    system.grpc().call(StaffAccountServiceGrpc.getSetRolesMethod(), request.build(), token);
    return person;
  }
}
