#!/usr/bin/env bash
# PacGAN's experiment in the plane (arXiv:1712.04086, section 4.1), with the settings of its official code: batch of 100 packs,
# latents in the plane, a batch-normalised generator of four layers of 400, a discriminator of three layers of 200 maxout units of
# five pieces, weights from N(0, 0.02), Adam at 1e-4 with beta1 0.8, both players moving at once, 400 epochs of 1,000 steps,
# 2,500 samples. Counted are the modes with a sample within three deviations, the share of such samples, and log n less the
# entropy of the modes' counts.
#
#   benchmarks/pacgan/run.sh OUT [TRIALS] [STEPS]       for example benchmarks/pacgan/run.sh runs/pacgan 10
#
# With all 400,000 steps a trial takes hours of one core: 9 ms a step on a fast one, 30 to 50 on a slow one, half of them matrix
# products. DATA ("ring grid"), PACKING ("1 2 3 4"), JOBS trials side by side (2), and SADDLE (./saddle) may be set. What was
# finished before is not trained again, what was stopped goes on from its last checkpoint. The table is Markdown.
set -euo pipefail
out=${1:?usage: run.sh OUT [TRIALS] [STEPS]} trials=${2:-10} steps=${3:-400000}
saddle=${SADDLE:-./saddle} jobs=${JOBS:-2}
mkdir -p "$out"

begin() {
  local data=$1 packing=$2 number=$3 folder=$4
  rm -rf "$folder"
  "$saddle" train "$data" --out "$folder" --seed "$number" --steps "$steps" --threads 1 \
    --set batch=100 --set packing="$packing" --set simultaneous=true --set average_half_life_images=0 \
    --set network.latent=2 --set network.hidden_layers=4 --set network.generator_width=400 \
    --set network.generator_normalization=batch --set network.discriminator_layers=3 --set network.discriminator_width=200 \
    --set network.maxout_pieces=5 --set network.initial_deviation=0.02 \
    --set generator_optimizer.learning_rate=1e-4 --set generator_optimizer.beta1=0.8 \
    --set discriminator_optimizer.learning_rate=1e-4 --set discriminator_optimizer.beta1=0.8 \
    --set log_every_steps=1000 --set sample_every_images=10000000 --set checkpoint_every_images=500000 \
    --set evaluate.every_images=0
}

trial() {
  local data=$1 packing=$2 number=$3 folder=$out/$1-$2-$steps-$3
  [[ ! -s $folder.json ]] || return 0
  if [[ -d $folder/checkpoints ]]; then
    "$saddle" train --resume "$folder" --steps "$steps" --threads 1 >>"$folder.log" 2>&1
  else
    begin "$data" "$packing" "$number" "$folder" >"$folder.log" 2>&1
  fi
  "$saddle" evaluate --generated "$folder" --reference "$data" --metrics modes --count 2500 --json >"$folder.part"
  mv "$folder.part" "$folder.json"
  echo "$folder" >&2
}

for ((number = 1; number <= trials; number++)); do
  for data in ${DATA:-ring grid}; do
    for packing in ${PACKING:-1 2 3 4}; do
      while (($(jobs -rp | wc -l) >= jobs)); do
        wait -n
      done
      trial "$data" "$packing" "$number" &
    done
  done
done
wait
python3 "$(dirname "$0")/table.py" "$out"
