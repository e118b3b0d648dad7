package tintype.media;

import tintype.media.v1.Share;
import tintype.platform.rpc.IdText.Owned;

/**
 * The record of a post that was passed on.
 *
 * @param id of the share; its owner is the post's author
 * @param account who passed it on
 */
record ShareRow(long id, Owned post, long account, Share.Channel channel, long createMicros) {}
