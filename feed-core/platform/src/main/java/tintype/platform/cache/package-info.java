/** Rows that a process keeps in memory for as long as the change log says that they hold. */
@NullMarked
package tintype.platform.cache;

import org.jspecify.annotations.NullMarked;
