/**
 * Ids that sort by time, the types that carry them, and the lease that lets a process mint them.
 */
package tintype.platform.ids;
