package tintype.allinone;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of a package's own reasons an RPC can fail with: those that its handler's code names, or
 * code of its service that it reaches. What the platform adds is the same for all RPCs.
 */
final class RpcReasons {
  private final JavaClasses code;
  private final String service;
  private final String reasons;
  private final Deque<JavaCodeUnit> left = new ArrayDeque<>();
  private final Set<JavaCodeUnit> seen = new HashSet<>();
  private final Set<String> found = new TreeSet<>();

  private RpcReasons(JavaClasses code, String service) {
    this.code = code;
    this.service = service;
    this.reasons = service + ".v1.ErrorReason";
  }

  /**
   * The reasons' names, sorted.
   *
   * @param service its root package
   * @param rpc also the name of the handler's class
   */
  static Set<String> of(JavaClasses code, String service, String rpc) {
    RpcReasons reasons = new RpcReasons(code, service);
    reasons.add(code.get(service + "." + rpc));
    while (!reasons.left.isEmpty()) {
      reasons.left.pop().getAccessesFromSelf().forEach(reasons::follow);
    }
    return reasons.found;
  }

  private void follow(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    if (access instanceof JavaFieldAccess && owner.getName().equals(reasons)) {
      found.add(access.getTarget().getName());
    } else if (!(access instanceof JavaFieldAccess) && isOfService(owner)) {
      if (access.getTarget().getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
        add(owner);
      } else {
        addMethods(owner, access.getTarget().getName());
      }
    }
  }

  /** What is made here may be called back from anywhere, so all of it counts. */
  private void add(JavaClass made) {
    made.getCodeUnits().forEach(this::add);
    code.stream()
        .filter(inner -> inner.getEnclosingClass().filter(made::equals).isPresent())
        .forEach(inner -> inner.getCodeUnits().forEach(this::add));
  }

  /** By name, here, above and below: an interface's method stands for those that implement it. */
  private void addMethods(JavaClass owner, String name) {
    Set<JavaClass> classes = new HashSet<>(owner.getAllSubclasses());
    classes.addAll(owner.getAllRawSuperclasses());
    classes.add(owner);
    classes.stream()
        .filter(this::isOfService)
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getName().equals(name))
        .forEach(this::add);
  }

  private void add(JavaCodeUnit unit) {
    if (seen.add(unit)) {
      left.push(unit);
    }
  }

  private boolean isOfService(JavaClass type) {
    String name = type.getPackageName();
    return (name.equals(service) || name.startsWith(service + "."))
        && !name.startsWith(service + ".v1");
  }
}
