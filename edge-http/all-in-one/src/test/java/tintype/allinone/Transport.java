package tintype.allinone;

/** The two ways into the system. */
enum Transport {
  /** Straight to a service's port. */
  GRPC,
  /** HTTP/1.1 and JSON, through the edge. */
  HTTP
}
