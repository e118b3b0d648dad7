/** {@code tintype.feed.v1}: home feeds, kept up from the change log. */
@NullMarked
package tintype.feed;

import org.jspecify.annotations.NullMarked;
