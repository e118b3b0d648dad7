#!/bin/sh
# Stops the shared test server (process $1) once none of the builds in users/ runs any more, or all
# have been quiet for two hours. Runs in the server's folder; if that is deleted, nobody is left.
trap '' INT HUP
users_left() {
  left=1
  for user in users/*; do
    if kill -0 "${user##*/}" 2>/dev/null && [ -z "$(find "$user" -mmin +120 2>/dev/null)" ]; then
      left=0
    else
      rm -f "$user"
    fi
  done
  return $left
}
while sleep 1; do
  kill -0 "$1" 2>/dev/null || exit 0
  users_left && continue
  # Hidden first: who registers from now on starts the server again or is seen by the second look.
  mv connection.properties connection.hidden 2>/dev/null
  if users_left; then
    mv connection.hidden connection.properties
  else
    kill "$1"
    exit 0
  fi
done
