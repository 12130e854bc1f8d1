#!/bin/sh
# Finds kcat for the test of unmodified Kafka clients: the machine's, or Debian's package.
command -v kcat >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && apt-get install -y -qq kcat >/dev/null && exit 0
fi
echo "no kcat for the tests of Kafka clients; install one, e.g. Debian's package kcat" >&2
exit 1
