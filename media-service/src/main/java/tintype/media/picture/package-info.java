/** Pictures: what they are, and their renditions; nothing here trusts a byte of them. */
@NullMarked
package tintype.media.picture;

import org.jspecify.annotations.NullMarked;
