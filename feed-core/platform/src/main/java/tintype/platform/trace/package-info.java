/** Traces over OTLP: what a request waited for, service by service. Off unless a setting asks. */
package tintype.platform.trace;
