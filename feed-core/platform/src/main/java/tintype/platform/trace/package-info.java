/** Traces over OTLP: what a request waited for, service by service. Off unless a setting asks. */
@NullMarked
package tintype.platform.trace;

import org.jspecify.annotations.NullMarked;
