#!/usr/bin/env bash
# Exports every recipe's generator at its full size after one step, and lets ONNX's own checker look at the file.
#
#   benchmarks/export/check.sh OUT [RECIPE...]      for example benchmarks/export/check.sh runs/export
#
# SADDLE (./saddle) is the program, and CIFAR a folder with CIFAR-10's files, without which recipes of it are left out. Needed
# are Debian's python3-onnx, and python3. The table is Markdown: how large the file is beside its weights, how long the export
# took, and what the checker said.
set -uo pipefail
out=${1:?usage: check.sh OUT [RECIPE...]}
shift
saddle=${SADDLE:-./saddle}
here=$(dirname -- "$(readlink -f -- "$0")")
mkdir -p -- "$out"
recipes=("$@")
if ((${#recipes[@]} == 0)); then
  mapfile -t recipes < <("$saddle" recipes --json | python3 -c 'import json, sys
for recipe in json.load(sys.stdin): print(recipe["name"])')
fi

echo "| recipe | MB | of them weights | seconds | checker |"
echo "|---|---|---|---|---|"
for recipe in "${recipes[@]}"; do
  folder=$out/$recipe log=$out/$recipe.log data=()
  if [[ ${CIFAR:-} ]] && "$saddle" recipes "$recipe" | grep -q '"cifar'; then data=(--data "$CIFAR"); fi
  rm -rf -- "$folder" "$folder.onnx"
  trained=
  for batch in 4 64; do # a mixture starts at as many samples as it has components
    if [[ ! $trained ]] && "$saddle" train "$recipe" "${data[@]}" --out "$folder" --steps 1 --set batch=$batch \
      --set sample_count=4 --set evaluate.every_images=0 >"$log" 2>&1; then trained=yes; fi
  done
  if [[ ! $trained ]]; then
    echo "| $recipe | | | | not trained: $(tail -n 1 "$log") |"
    continue
  fi
  start=$(date +%s.%N)
  if ! "$saddle" export "$folder" --out "$folder.onnx" >>"$log" 2>&1; then
    echo "| $recipe | | | | not exported: $(tail -n 1 "$log") |"
    continue
  fi
  /usr/bin/python3 "$here/check.py" "$recipe" "$folder.onnx" "$(date +%s.%N)" "$start"
  rm -rf -- "$folder"
done
