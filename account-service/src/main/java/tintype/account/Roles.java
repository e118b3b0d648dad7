package tintype.account;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import tintype.account.v1.StaffAccount.Role;

/** Roles as a row holds them: a bit each. */
final class Roles {
  private static final Set<Role> ALL = Set.of(Role.MODERATOR, Role.ADMIN);

  private Roles() {}

  static int toRow(Collection<Role> roles) {
    return roles.stream().mapToInt(Roles::bit).reduce(0, (a, b) -> a | b);
  }

  /** In the order of their numbers. */
  static Set<Role> ofRow(int bits) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    ALL.stream().filter(role -> (bits & bit(role)) != 0).forEach(roles::add);
    return roles;
  }

  private static int bit(Role role) {
    return 1 << (role.getNumber() - 1);
  }
}
