/** Metrics and health over HTTP, for machines and for people. */
@NullMarked
package tintype.platform.metrics;

import org.jspecify.annotations.NullMarked;
