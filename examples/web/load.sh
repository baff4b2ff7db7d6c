#!/usr/bin/env bash
# Asks a running server for pictures, every one of another seed, and says how many it drew in a second.
#   examples/web/load.sh [ADDRESS] [REQUESTS] [AT_ONCE] [QUERY]      for example load.sh http://localhost:5000 2000 4 count=16
set -euo pipefail
server=${1:-http://localhost:5000} requests=${2:-2000} at_once=${3:-4} query=${4:-count=1}

curl -fsS -o /dev/null "$server/health"
started=$(date +%s%N)
# Its meter, which --silent leaves on here, goes to standard error; a request that failed has the code 000.
codes=$(curl --silent --parallel --parallel-immediate --parallel-max "$at_once" -o /dev/null -w '%{http_code}\n' \
  "$server/sample?$query&seed=[1-$requests]" 2>/dev/null) || true
ended=$(date +%s%N)
milliseconds=$(((ended - started) / 1000000))
printf '%d requests, %d at once, in %d ms: %d a second\n' "$requests" "$at_once" "$milliseconds" \
  $((requests * 1000 / (milliseconds > 0 ? milliseconds : 1)))
sort <<<"$codes" | uniq -c | awk '{ print "status " $2 ": " $1 }'
