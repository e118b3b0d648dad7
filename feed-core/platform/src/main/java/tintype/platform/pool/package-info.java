/** Things made once and used again and again. */
@NullMarked
package tintype.platform.pool;

import org.jspecify.annotations.NullMarked;
