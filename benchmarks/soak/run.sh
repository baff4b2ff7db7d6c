#!/usr/bin/env bash
# Attacks Saddle's reliability for an hour or a night, and counts what was tried and found: see README.md.
#
#   benchmarks/soak/run.sh OUT [MINUTES] [--only kills,power,full,inputs,steps] [--seed N] [--jobs N]
#   benchmarks/soak/run.sh OUT --self-test            tries the harness itself, in seconds
#
# OUT is a folder: a second run goes on there, and its counts add up. MINUTES (60) are shared out among the parts. SADDLE is the
# program to attack (this tree's, built if need be). The exit code is 1 if anything was found.
set -euo pipefail
self=$(readlink -f -- "${BASH_SOURCE[0]}")
here=${self%/*} root=${self%/benchmarks/*}

if [[ ! ${1:-} || $1 == -* ]]; then
  sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$self" >&2
  exit 2
fi
out=$1
shift
mkdir -p -- "$out/work"

if [[ ! ${SADDLE:-} ]]; then
  "$root/saddle" --version >/dev/null # the first start builds
  SADDLE=$root/src/Saddle.Cli/bin/Release/net10.0/saddle-cli
fi
options=(--saddle "$SADDLE")

reader=$root/benchmarks/soak/Inputs/bin/Release/net10.0/Inputs
if [[ " $* " != *" --self-test "* ]] && [[ " $* " != *" --only "* || " $* " == *inputs* ]]; then
  dotnet build "$root/benchmarks/soak/Inputs" --configuration Release --verbosity quiet --nologo \
    -nodeReuse:false -p:UseSharedCompilation=false >&2
  options+=(--inputs "$reader")
fi
if command -v cc >/dev/null; then
  cc -O2 -shared -fPIC -o "$out/work/full.so" "$here/full.c" -ldl
  options+=(--shim "$out/work/full.so")
else
  echo "run.sh: there is no C compiler, so no disk is made full." >&2
fi
exec python3 "$here/soak.py" "$out" "$@" "${options[@]}"
