# Sourced by the scripts beside it: runs a main class on Java 25, with what Chronicle Map needs of it.
# JAVA_HOME says which Java, else the PATH; JAVA_OPTS holds more flags, such as -Xmx2g.

home=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1

fail() {
  echo "$1" >&2
  exit 1
}

# run CLASS ARGUMENT...
run() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" > /dev/null ||
    fail "There is no $java: install JDK 25, and set JAVA_HOME or the PATH to it."
  version=$("$java" -version 2>&1 | sed -n 's/^[^"]*version "\([0-9]*\).*/\1/p')
  [ "$version" = 25 ] ||
    fail "$java is Java ${version:-of an unknown version}: Tintype needs 25. Set JAVA_HOME or the PATH to JDK 25."
  # shellcheck disable=SC2086 # several flags in one variable
  exec "$java" @{jvm.flags} ${JAVA_OPTS:-} -classpath "$home/lib/*" "$@"
}
