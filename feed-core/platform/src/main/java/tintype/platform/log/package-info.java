/** How a process logs: plain or JSON lines, each with its request's id, none with a secret. */
package tintype.platform.log;
