package tintype.allinone;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A write that can be repeated.
 *
 * @param what in words
 * @param call does it; a repeat answers the same
 * @param acknowledged remembers it with its answer, however often
 */
record Write(String what, Supplier<String> call, Consumer<String> acknowledged) {}
