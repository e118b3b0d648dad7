/** Settings as records, out of files and the environment. */
@NullMarked
package tintype.platform.config;

import org.jspecify.annotations.NullMarked;
