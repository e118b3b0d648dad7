/** Ids that sort by time, and the lease that lets a process mint them. */
package tintype.platform.ids;
