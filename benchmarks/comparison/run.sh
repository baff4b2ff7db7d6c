#!/usr/bin/env bash
# The fair comparison of docs/comparison.md: nine objectives on the same networks (arXiv:1711.10337, section 5.1), data, batch,
# evaluation and processor time, with several seeds. Takes budget x seeds x 9 seconds of one core, and half as much again for the
# evaluations.
#
#   benchmarks/comparison/run.sh OUT [BUDGET_SECONDS] [SEEDS]       for example benchmarks/comparison/run.sh runs/comparison 600 3
#
# WIDTH is the width of both networks (64 in the paper, 32 here) and FEATURES that of their dense layers (1024, 256): a narrow
# pair gets farther in a short time. JOBS runs of THREADS threads each work side by side (1 and 1); SADDLE (./saddle) may be set
# as well. What was finished before is not trained again.
set -euo pipefail
out=${1:?usage: run.sh OUT [BUDGET_SECONDS] [SEEDS]} budget=${2:-90} seeds=${3:-3}
saddle=${SADDLE:-./saddle} threads=${THREADS:-1} jobs=${JOBS:-1} width=${WIDTH:-32} features=${FEATURES:-256}

both() { printf -- '--set generator_optimizer.%s --set discriminator_optimizer.%s ' "$1" "$1"; }
independent='--set network.discriminator_normalization=none'
declare -A settings=(
  [minimax]='--set objective.name=minimax'
  [non-saturating]='--set objective.name=non-saturating'
  [least-squares]='--set objective.name=least-squares'
  [wgan]="--set objective.name=wasserstein --set weight_clipping.bound=0.01 --set discriminator_steps=5
    $(both name=rmsprop)$(both learning_rate=5e-4)"
  [wgan-gp]="--set objective.name=wasserstein --set gradient_penalty.weight=10 --set discriminator_steps=5
    $independent $(both beta2=0.9)"
  [dragan]="--set dragan.weight=10 $independent"
  [hinge-sn]="--set objective.name=hinge --set spectral_normalization.enabled=true $independent $(both beta1=0)$(both beta2=0.9)"
  [r3gan]="--set objective.name=relativistic --set r1.weight=0.5 --set r2.weight=0.5
    $independent $(both beta1=0)$(both beta2=0.99)"
  [vae]='--set learner.name=vae --set learner.deviation=0.5
    --set generator_optimizer.learning_rate=1e-3 --set generator_optimizer.beta1=0.9'
)
order=(minimax non-saturating least-squares wgan wgan-gp dragan hinge-sn r3gan vae)

# Trains one run: name, folder, steps, seed, further options.
train() {
  local name=$1 folder=$2 steps=$3 seed=$4
  shift 4
  # shellcheck disable=SC2086 # the settings are words
  "$saddle" train lucic --out "$folder" --steps "$steps" --seed "$seed" --threads "$threads" \
    --set name="$name" ${settings[$name]} \
    --set network.generator_width="$width" --set network.discriminator_width="$width" --set network.features="$features" \
    --set sample_every_images=1000000000 --set checkpoint_every_images=1000000000 "$@" >"$folder.log" 2>&1
}

# The processor time of so many steps of an objective, in seconds: start-up included.
seconds_of() {
  local folder=$out/.calibration TIMEFORMAT='%U %S'
  rm -rf "$folder"
  { time train "$1" "$folder" "$2" 0 --set evaluate.every_images=0; } 2>&1 | awk '{ print $1 + $2 }'
  rm -rf "$folder" "$folder.log"
}

mkdir -p "$out"
for name in "${order[@]}"; do
  if [[ ! -s $out/$name.steps ]]; then
    few=$(seconds_of "$name" 10) more=$(seconds_of "$name" 70)
    awk -v budget="$budget" -v few="$few" -v more="$more" \
      'BEGIN { step = (more - few) / 60; print int(budget / step) }' >"$out/$name.steps"
  fi
  echo "$name: $(<"$out/$name.steps") steps in $budget s"
done

# One run of the table, if it is not there yet.
compete() {
  local name=$1 seed=$2 folder=$out/$1-$2 steps
  steps=$(<"$out/$name.steps")
  [[ ! -f $folder.done ]] || return 0
  rm -rf "$folder"
  train "$name" "$folder" "$steps" "$seed" --set evaluate.every_images=$((steps * 64)) \
    --set evaluate.metrics=fid,precision-recall,density-coverage,modes
  touch "$folder.done"
  echo "$folder: $(grep '^scores' "$folder.log")"
}

running=()
for ((seed = 1; seed <= seeds; seed++)); do
  for name in "${order[@]}"; do
    while (($(jobs -rp | wc -l) >= jobs)); do
      wait -n
    done
    compete "$name" "$seed" &
    running+=($!)
  done
done
for run in "${running[@]}"; do
  wait "$run"
done
"$saddle" compare "$out"/*-[0-9] --sort fid | tee "$out/table.txt"
