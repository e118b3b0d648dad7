package tintype.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/**
 * Loads the engine and its tests a second time, with a call of {@link Steps#step} before each
 * access to memory that threads share: off-heap, the epochs' counters, and volatile fields.
 */
final class SteppedEngine extends ClassLoader {
  private static final String PACKAGE = "tintype.engine.";
  private static final Set<String> SHARED_CLASSES =
      Set.of("tintype/engine/Memory", "java/util/concurrent/atomic/AtomicLongArray");
  private static final Set<String> VOLATILE_FIELDS = Set.of("current", "view", "sorted", "closed");
  private static final ClassDesc STEPS = ClassDesc.of(Steps.class.getName());
  private static final MethodTypeDesc VOID = MethodTypeDesc.of(ConstantDescs.CD_void);

  static {
    registerAsParallelCapable();
  }

  SteppedEngine() {
    super(SteppedEngine.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ClassFile format = ClassFile.of();
      byte[] stepped =
          format.transformClass(
              format.parse(in.readAllBytes()),
              ClassTransform.transformingMethodBodies(withSteps()));
      return defineClass(name, stepped, 0, stepped.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static CodeTransform withSteps() {
    return (builder, element) -> {
      if (isShared(element)) {
        builder.invokestatic(STEPS, "step", VOID);
      }
      builder.with(element);
    };
  }

  private static boolean isShared(CodeElement element) {
    return switch (element) {
      case InvokeInstruction call -> SHARED_CLASSES.contains(call.owner().asInternalName());
      case FieldInstruction field ->
          field.owner().asInternalName().startsWith("tintype/engine/")
              && VOLATILE_FIELDS.contains(field.name().stringValue());
      default -> false;
    };
  }
}
