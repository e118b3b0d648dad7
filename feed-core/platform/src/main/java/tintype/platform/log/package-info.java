/** How a process logs: plain or JSON lines, each with its request's id, none with a secret. */
@NullMarked
package tintype.platform.log;

import org.jspecify.annotations.NullMarked;
