#!/usr/bin/env bash
# Ways to learn a folder of pictures, side by side: each trains with one thread for so many seconds of processor time, draws
# 1,500 samples, and is judged by ResNet-18's features beside the folder's pictures. On two cores 120 seconds are a minute.
#
#   benchmarks/photos/run.sh OUT FOLDER [SECONDS] [WAY...]        for example benchmarks/photos/run.sh runs/photos ~/icons32 600
#
# OUT gets a run, a grid and a JSON file for each way; what has its JSON file is not trained again, what was stopped goes on.
# JOBS (2) train at once; SADDLE (./saddle) and SIZE (32) may be set. Samples of that size are compared: FOLDER's pictures are
# brought to it, so give ways of another size a folder of their own. The table is Markdown.
set -euo pipefail
out=${1:?usage: run.sh OUT FOLDER [SECONDS] [WAY...]} folder=${2:?usage: run.sh OUT FOLDER [SECONDS] [WAY...]}
seconds=${3:-600} saddle=${SADDLE:-./saddle} jobs=${JOBS:-2} size=${SIZE:-32}
shift $(($# < 3 ? $# : 3))
mkdir -p "$out"

narrow=(dcgan --set "network.size=$size" --set batch=32 --set network.generator_width=32 --set network.discriminator_width=32
  --set network.latent=64)
arguments() {
  case $1 in
    dcgan) args=(dcgan --set "network.size=$size" --set augmentation=colour,translation,cutout) ;;
    r3gan-small) args=(r3gan-small --set "network.size=$size") ;;
    narrow) args=("${narrow[@]}") ;;
    narrow-varied) args=("${narrow[@]}" --set augmentation=translation,cutout --set average_half_life_images=10000) ;;
    # What the folder gets by itself, at the size of its pictures.
    photos) args=() ;;
    photos-fast) args=(--set generator_optimizer.learning_rate=1e-3 --set discriminator_optimizer.learning_rate=1e-3) ;;
    *) echo "run.sh: there is no way $1: dcgan, r3gan-small, narrow, narrow-varied, photos and photos-fast are" >&2; exit 2 ;;
  esac
}

# Of a process and what it has started, in seconds.
used() {
  local pid total=0 fields
  for pid in $1 $(pgrep -P "$1" || true); do
    fields=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null) || continue
    read -ra fields <<<"$fields"
    total=$((total + fields[11] + fields[12]))
  done
  echo $((total / $(getconf CLK_TCK)))
}

way() {
  local name=$1 run=$out/$1 spent=0 pid
  [[ ! -s $run.json ]] || return 0
  arguments "$name"
  if [[ -d $run/checkpoints ]]; then
    spent=$(cat "$run.seconds" 2>/dev/null || echo 0)
    "$saddle" train --resume "$run" --threads 1 >>"$run.log" 2>&1 &
  else
    rm -rf "$run"
    "$saddle" train "${args[@]}" --data "$folder" --out "$run" --threads 1 --set images=1000000000000 \
      --set evaluate.every_images=0 --set checkpoint_every_images=100000 >"$run.log" 2>&1 &
  fi
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    now=$((spent + $(used "$pid")))
    echo "$now" >"$run.seconds"
    if ((now >= seconds)); then
      kill -TERM "$pid" $(pgrep -P "$pid" || true) 2>/dev/null || true
      break
    fi
    sleep 2
  done
  wait "$pid" || true
  "$saddle" sample "$run" --out "$run.png" --count 64
  "$saddle" evaluate --generated "$run" --reference "$folder" --features resnet18 --count 1500 --threads 1 \
    --metrics fid,precision-recall,density-coverage --json >"$run.part" 2>>"$run.log"
  mv "$run.part" "$run.json"
}

ways=("$@")
if ((${#ways[@]} == 0)); then ways=(dcgan r3gan-small narrow narrow-varied photos photos-fast); fi
for name in "${ways[@]}"; do
  while (($(jobs -rp | wc -l) >= jobs)); do
    wait -n
  done
  way "$name" &
done
wait
python3 "$(dirname "$0")/table.py" "$out"
