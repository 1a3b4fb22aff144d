#!/bin/sh
# The long form of the exactly-once proof: a broker and two instances as processes, 20,000 frames of 32 cameras on
# 8 partitions, eight kills, stops and restarts meanwhile. Took 21 minutes on two cores busy with other work.
# Further options are passed on: ops/chaos/exactly-once.sh --seed 42 --json report.json
exec "$(dirname -- "$0")/../../avit" chaos exactly-once \
    --frames 20000 --faults 8 --cameras 32 --partitions 8 --instances 2 "$@"
