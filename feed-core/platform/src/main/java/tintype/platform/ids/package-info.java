/** Ids that sort by time, and the lease that lets a process mint them. */
@NullMarked
package tintype.platform.ids;

import org.jspecify.annotations.NullMarked;
