package tintype.edge;

/** A request that is let in. */
sealed interface Admitted permits RoutedRequest, Admitted.Page {
  /** One for a page of the gateway's own. */
  record Page(Answer answer) implements Admitted {}
}
