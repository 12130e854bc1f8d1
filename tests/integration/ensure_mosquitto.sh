#!/bin/sh
# Finds the MQTT broker for the tests of adapters: the machine's, or Debian's package.
PATH="$PATH:/usr/sbin"
command -v mosquitto >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && apt-get install -y -qq mosquitto >/dev/null && exit 0
fi
echo "no mosquitto for the tests of MQTT; install one, e.g. Debian's package mosquitto" >&2
exit 1
