#!/usr/bin/env bash
# Trains every recipe with an older commit's program and with the present one, and demands the same bits of both: see README.md.
#
#   benchmarks/bits/compare.sh [COMMIT] [--only NAME[,NAME...]] [--self-test]
#
# OPENBLAS_CORETYPE (Haswell) is the kernel of both, THREADS (2) their threads, JOBS (2) how many recipes are compared at once.
set -euo pipefail
self=$(readlink -f -- "${BASH_SOURCE[0]}")
here=${self%/*} root=${self%/benchmarks/*}

commit=fc930fa2f3d83b8aba5bb6c22f11ee6de5f1d5be # the last one before recipes and components changed
options=()
while (($#)); do
  case $1 in
    --only) options+=(--only "${2:?--only NAME[,NAME...]}") && shift ;;
    --only=* | --self-test) options+=("$1") ;;
    -*) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$self" >&2 && exit 2 ;;
    *) commit=$1 ;;
  esac
  shift
done

commit=$(git -C "$root" rev-parse --verify --quiet "$commit^{commit}") || {
  echo "compare.sh: there is no such commit here; a shallow clone gets it by: git fetch --unshallow" >&2
  exit 2
}
old=$root/artifacts/bits/$commit
if [[ ! -x $old/saddle ]]; then
  git -C "$root" worktree prune # a folder that was deleted by hand is still in git's list
  git -C "$root" worktree add --detach "$old" "$commit" >&2
fi
# The first start builds.
"$old/saddle" --version >/dev/null
"$root/saddle" --version >/dev/null

runs=$(mktemp -d "$root/artifacts/bits/runs-XXXXXX") # kept only where something differs
export OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-Haswell}
exec python3 "$here/compare.py" "$old/saddle" "$root/saddle" "$runs" \
  --threads "${THREADS:-2}" --jobs "${JOBS:-2}" ${options[@]+"${options[@]}"}
