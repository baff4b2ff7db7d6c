#!/usr/bin/env bash
# Packs what run.sh needs on a machine with a GPU but without .NET and without a network: the program with .NET in it, native's
# sources, these scripts and the PyTorch opponents.
#
#   benchmarks/gpu/pack.sh [FOLDER]        artifacts/gpu if left out; FOLDER.tar.xz is the same as one file
#
# PICTURES names a zip, a tar or a folder of pictures that goes along for the part `pictures`: 10,000 of CIFAR-10, say.
#
# There: FOLDER/benchmarks/gpu/run.sh, with PyTorch for CUDA, CMake and a C++ compiler.
set -euo pipefail
self=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${self%/benchmarks/*} out=$(realpath -m -- "${1:-${self%/benchmarks/*}/artifacts/gpu}")

rm -rf "$out"
mkdir -p "$out/benchmarks"
dotnet publish "$root/src/Saddle.Cli" --configuration Release --runtime linux-x64 --self-contained --output "$out/app" \
  -p:RunAnalyzers=false -p:GenerateDocumentationFile=false -v quiet --nologo >&2
# libtorch is the other machine's, and nothing is exported there.
find "$out/app" \( -name 'libtorch*' -o -name 'libc10*' -o -name 'libLibTorchSharp*' -o -name 'libfbgemm*' -o -name 'asmjit*' \
  -o -name '*.pdb' -o -name 'libsaddle.so' -o -name 'saddle-kernel' -o -name 'libcaffe2*' -o -name 'libshm*' -o -name 'libgomp*' \
  -o -name 'libaoti*' -o -name 'libbackend*' -o -name 'libjitbackend*' -o -name 'libnnapi*' -o -name '*onnxruntime*' \) -delete
cp -r "$root/native" "$out/native"
cp -r "$root/benchmarks/gpu" "$root/benchmarks/compare" "$out/benchmarks/"
rm -rf "$out/benchmarks/compare/bin" "$out/benchmarks/compare/obj"
if [[ ${PICTURES:-} ]]; then
  mkdir "$out/pictures"
  cp -r "$PICTURES" "$out/pictures/"
fi
tar -C "${out%/*}" -cJf "$out.tar.xz" "${out##*/}"
du -sh "$out" "$out.tar.xz" >&2
