/** Bytes of originals and renditions, durably in more than one folder. */
@NullMarked
package tintype.media.blob;

import org.jspecify.annotations.NullMarked;
