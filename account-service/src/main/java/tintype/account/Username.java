package tintype.account;

import java.util.Locale;

/** A username as rows hold it: in lower case. What may be in one is a rule of the contract. */
record Username(String name) {
  /** Folds what somebody typed. */
  static Username fold(String typed) {
    return new Username(typed.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name;
  }
}
