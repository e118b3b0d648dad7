/** Home feeds off the heap: who follows whom, and who posted when. */
@NullMarked
package tintype.engine;

import org.jspecify.annotations.NullMarked;
