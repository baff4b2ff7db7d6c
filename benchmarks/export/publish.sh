#!/usr/bin/env bash
# Publishes examples/console trimmed and compiled ahead of time, draws a grid with each, and tells the sizes.
#
#   benchmarks/export/publish.sh GENERATOR.onnx OUT [RUNTIME]     for example benchmarks/export/publish.sh g.onnx out linux-x64
#
# It must be a generator of pictures. .NET's runtime packs are fetched; compiling ahead of time needs clang, or gcc where clang
# is not (with gcc's own linker).
set -euo pipefail
generator=$(readlink -f -- "${1:?usage: publish.sh GENERATOR.onnx OUT [RUNTIME]}") out=${2:?} runtime=${3:-linux-x64}
root=$(dirname -- "$(readlink -f -- "$0")")/../..
linker=()
if ! command -v clang >/dev/null; then linker=(-p:CppCompilerAndLinker=gcc -p:LinkerFlavor=bfd); fi
rm -rf -- "$out/trimmed" "$out/ahead"
mkdir -p -- "$out"

publish() { # folder, options
  local folder=$out/$1
  shift
  dotnet publish "$root/examples/console" --configuration Release --runtime "$runtime" --output "$folder" \
    --verbosity quiet --nologo -nodeReuse:false "$@"
  "$folder/Console" "$generator" "$folder/grid.png"
  # The package of ONNX Runtime lays Windows' library beside every program.
  rm -f "$folder"/*.pdb "$folder"/*.dbg "$folder"/*.xml "$folder/onnxruntime.dll"
}

publish trimmed --self-contained -p:PublishTrimmed=true
publish ahead -p:PublishAot=true "${linker[@]}"
cmp "$out/trimmed/grid.png" "$out/ahead/grid.png"
for folder in trimmed ahead; do
  all=$(du -cb "$out/$folder"/* | tail -n 1 | cut -f 1) onnx=$(du -cb "$out/$folder"/libonnxruntime* | tail -n 1 | cut -f 1)
  awk -v name="$folder" -v all="$all" -v onnx="$onnx" \
    'BEGIN { printf "%s: %.1f MB, of them ONNX Runtime %.1f MB\n", name, all / 1e6, onnx / 1e6 }'
done
