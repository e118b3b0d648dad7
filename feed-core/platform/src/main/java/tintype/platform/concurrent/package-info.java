/** Work side by side within one process. */
@NullMarked
package tintype.platform.concurrent;

import org.jspecify.annotations.NullMarked;
