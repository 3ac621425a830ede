package vn.kenh.server;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Holds where a class reckons with measurements: where its bytecode adds, multiplies or compares
 * numbers with a fraction. Every measurement is one, and no threshold can be passed without it; a
 * constant in the source leaves no other trace that could be looked for.
 */
final class Reckoning extends ArchCondition<JavaClass> {

  private static final Set<Integer> INSTRUCTIONS =
      Set.of(
          Opcodes.DADD,
          Opcodes.DSUB,
          Opcodes.DMUL,
          Opcodes.DDIV,
          Opcodes.DREM,
          Opcodes.DCMPL,
          Opcodes.DCMPG,
          Opcodes.FADD,
          Opcodes.FSUB,
          Opcodes.FMUL,
          Opcodes.FDIV,
          Opcodes.FREM,
          Opcodes.FCMPL,
          Opcodes.FCMPG);

  /** What does the same by a call. */
  private static final Set<String> CALLS = Set.of("compare", "compareTo", "sum", "max", "min");

  private static final Set<String> NUMBERS =
      Set.of("java/lang/Double", "java/lang/Float", "java/math/BigDecimal");

  Reckoning() {
    super("reckon with numbers that have a fraction");
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    new ClassReader(bytes(item))
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] exceptions) {
                return new Method(item, name, events);
              }
            },
            ClassReader.SKIP_FRAMES);
  }

  private static byte[] bytes(JavaClass item) {
    try (InputStream in = item.getSource().orElseThrow().getUri().toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Method extends MethodVisitor {

    private final JavaClass owner;
    private final String name;
    private final ConditionEvents events;
    private int line;

    Method(JavaClass owner, String name, ConditionEvents events) {
      super(Opcodes.ASM9);
      this.owner = owner;
      this.name = name;
      this.events = events;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = number;
    }

    @Override
    public void visitInsn(int opcode) {
      if (INSTRUCTIONS.contains(opcode)) {
        found();
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String ownerName, String called, String type, boolean isInterface) {
      if (NUMBERS.contains(ownerName) && CALLS.contains(called)) {
        found();
      }
    }

    private void found() {
      events.add(
          SimpleConditionEvent.satisfied(
              owner,
              "%s.%s reckons in (%s:%d)"
                  .formatted(owner.getName(), name, owner.getSimpleName() + ".java", line)));
    }
  }
}
