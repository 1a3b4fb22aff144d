#!/bin/sh
# The long soak: an hour at 60 % of what two instances can do, something broken every minute. Memory, threads, handles and
# lag end up in work/soak/soak.csv and soak.png. Further options are passed on: ops/chaos/soak.sh --minutes 3
here=$(dirname -- "$0")
exec "$here/../../avit" chaos soak --dir "$here/../../work/soak" "$@"
