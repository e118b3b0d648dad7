/** Metrics and health over HTTP, for machines and for people. */
package tintype.platform.metrics;
