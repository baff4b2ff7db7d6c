#!/usr/bin/env bash
# What a GPU has to show: the same bits twice, steps beside PyTorch's, r3gan's memory, pictures.
#
#   benchmarks/gpu/run.sh [exact] [speed] [memory] [pictures]      all four if none is named; each takes under three minutes
#
# LIBTORCH names the libtorch with CUDA; python3's own torch if left out. OUT (artifacts/gpu-results) gets a JSON file for each
# part and results.md, the table of those that there are; PICTURES is what `pictures` learns from. In a folder that pack.sh made
# it needs neither .NET nor a network; in a clone it takes ./saddle. DEVICE=cpu tries the script itself.
set -euo pipefail
self=$(readlink -f -- "${BASH_SOURCE[0]}")
here=${self%/*} root=${self%/benchmarks/*}
export LIBTORCH=${LIBTORCH:-$(python3 -c 'import os, torch; print(os.path.dirname(torch.__file__))')}
out=$(realpath -m -- "${OUT:-$root/artifacts/gpu-results}")
mkdir -p "$out"

if [[ -d $root/app ]]; then
  export SADDLE=$root/app/saddle-cli
  if [[ ! -f $root/app/libsaddle.so ]]; then
    build=$(mktemp -d)
    cmake -S "$root/native" -B "$build" -DLIBTORCH="$LIBTORCH" -DCMAKE_LIBRARY_OUTPUT_DIRECTORY="$root/app" \
      >"$out/native.log" 2>&1
    cmake --build "$build" --parallel >>"$out/native.log" 2>&1 || { tail -20 "$out/native.log" >&2 && exit 1; }
    rm -rf "$build"
  fi
else
  export SADDLE=$root/saddle
fi
packed=("$root"/pictures/*)
export PICTURES=${PICTURES:-$([[ -e ${packed[0]} ]] && echo "${packed[0]}" || echo shapes)}
# No folder for .NET's own languages on a bare machine.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
"$SADDLE" --version >&2

parts=("$@")
if ((${#parts[@]} == 0)); then parts=(exact speed memory pictures); fi
for part in "${parts[@]}"; do
  case $part in
    exact | speed | memory | pictures) python3 "$here/$part.py" "$out" >&2 || echo "run.sh: $part failed" >&2 ;;
    *) echo "run.sh: there is no part $part: exact, speed, memory and pictures are" >&2 && exit 2 ;;
  esac
done
python3 "$here/table.py" "$out" | tee "$out/results.md"
