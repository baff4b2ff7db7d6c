#!/usr/bin/env bash
# Tries the packages as a stranger would: makes them, looks at what is in them, restores the library into an empty program outside
# of the tree, and installs the tool. Takes some minutes; ends with what failed, or "packages: all well".
#
#   tests/packages/run.sh FOLDER [SYSTEM...]       for example tests/packages/run.sh /tmp/saddle-packages linux-x64
set -euo pipefail
self=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${self%/tests/packages/*}
folder=${1:?usage: run.sh FOLDER [SYSTEM...]}
shift
systems=("$@")
if ((${#systems[@]} == 0)); then systems=(linux-x64 win-x64 osx-arm64); fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p -- "$folder"
folder=$(cd -- "$folder" && pwd)
packages=$folder/packages home=$folder/home
rm -rf -- "$packages" "$home"
"$root/scripts/pack.sh" "$packages" "${systems[@]}"

problems=0
check() { # what, command
  local what=$1
  shift
  if "$@" >"$folder/last.log" 2>&1; then echo "ok   $what"; else
    echo "FAIL $what"
    tail -n 20 "$folder/last.log"
    problems=$((problems + 1))
  fi
}

content() { python3 -c 'import sys, zipfile; print("\n".join(sorted(zipfile.ZipFile(sys.argv[1]).namelist())))' "$1"; }
megabytes() { echo $(($(stat -c %s "$1") / 1000000)); }
has() { content "$1" | grep -E "$2" >/dev/null; }
has_not() { ! content "$1" | grep -E "$2"; }

version=$(basename -- "$(ls "$packages"/Saddle.[0-9]*.nupkg)" .nupkg)
version=${version#Saddle.}
for library in Saddle Saddle.Runtime Saddle.Theory Saddle.Contracts; do
  for part in "lib/net10.0/$library.dll" "lib/net10.0/$library.xml" PACKAGE.md icon.png; do
    check "$library has $part" has "$packages/$library.$version.nupkg" "^$part$"
  done
  check "$library has symbols" has "$packages/$library.$version.snupkg" "$library.pdb"
  check "$library has no native file" has_not "$packages/$library.$version.nupkg" '\.(so|dylib)$|torch_cpu'
done
check "the settings' generator is inside" has "$packages/Saddle.$version.nupkg" 'analyzers/dotnet/cs/Saddle.Generators.dll'
declare -A own=([linux-x64]='libtorch_cpu\.so' [win-x64]='torch_cpu\.dll' [osx-arm64]='libtorch_cpu\.dylib')
for system in "${systems[@]}"; do
  tool=$packages/Saddle.Tool.$system.$version.nupkg
  check "the tool of $system has its libtorch" has "$tool" "${own[$system]}"
  for other in "${!own[@]}"; do
    if [[ $other != "$system" ]]; then check "the tool of $system has none of $other" has_not "$tool" "/${own[$other]}"; fi
  done
  check "the tool of $system, $(megabytes "$tool") MB, is under 250" test "$(megabytes "$tool")" -lt 250
done

# Outside of the tree, with nothing of this clone's but the folder of packages. The machine's own sources of packages stay.
program=$folder/program
rm -rf -- "$program"
mkdir -p "$program"
cd -- "$program"
export NUGET_PACKAGES=$home/packages
if [[ -d $HOME/.nuget/packages ]]; then
  mkdir -p "$home/packages"
  # What is there already is not fetched again; but nothing of Saddle's.
  find "$HOME/.nuget/packages" -mindepth 1 -maxdepth 1 ! -iname 'saddle*' -exec cp -r {} "$home/packages/" \;
fi
cat >"$folder/NuGet.Config" <<END
<configuration><packageSources><add key="saddle" value="$packages" /></packageSources></configuration>
END
dotnet new console --framework net10.0 --no-restore >/dev/null
check "dotnet add package Saddle" dotnet add package Saddle --version "$version"
check "dotnet add package of this system's libtorch" dotnet add package libtorch-cpu-linux-x64 --version 2.10.0
cat >Program.cs <<'END'
using Saddle.Assessment;
using Saddle.Data.Synthetic;
using Saddle.Torch;
using Saddle.Training;

Recipe recipe = Recipes.Find("ring") with { Images = 100 * 256 };
Trainer.Train(recipe, "runs/ring").Dispose();
using Run run = Trainer.Resume("runs/ring", images: 200 * 256);
using Tensor points = run.Generator.Sample(count: 500, seed: 1);
using EvaluationSide generated = EvaluationSide.Of(run), reference = EvaluationSide.Of(new Ring());
Console.WriteLine($"{points}, step {run.Step}");
END
check "a program trains, resumes, samples and reads a side of an evaluation" \
  bash -c 'dotnet run --configuration Release | tee /dev/stderr | grep "step 200"'

check "the tool is installed" dotnet tool install Saddle.Tool --version "$version" --tool-path "$home/tools"
saddle=$home/tools/saddle
check "saddle train" "$saddle" train ring --steps 100 --out "$folder/ring"
check "saddle train --resume" "$saddle" train --resume "$folder/ring" --steps 200
check "saddle sample" "$saddle" sample "$folder/ring" --count 500 --out "$folder/ring.png"
check "saddle evaluate" "$saddle" evaluate --generated "$folder/ring" --reference ring --metrics modes --count 1000

# What draws from an exported file needs nothing else of Saddle's.
mkdir -p "$folder/drawing"
cd -- "$folder/drawing"
rm -rf -- ./*
check "saddle export" "$saddle" export "$folder/ring" --out ring.onnx
dotnet new console --framework net10.0 --no-restore >/dev/null
onnx=$(sed -n 's/.*"Microsoft.ML.OnnxRuntime" Version="\([^"]*\)".*/\1/p' "$root/Directory.Packages.props")
check "dotnet add package Saddle.Runtime" dotnet add package Saddle.Runtime --version "$version"
check "dotnet add package Microsoft.ML.OnnxRuntime" dotnet add package Microsoft.ML.OnnxRuntime --version "$onnx"
cat >Program.cs <<'END'
using Saddle.Runtime;

using var generator = ExportedGenerator.Open("ring.onnx");
Console.WriteLine($"{generator.SamplePoints(count: 500, seed: 1).Length} points");
END
check "a program draws from the file" bash -c 'dotnet run --configuration Release | tee /dev/stderr | grep "500 points"'
check "of Saddle it has one file" test "$(find bin -name 'Saddle*.dll' -exec basename {} + | sort -u)" = Saddle.Runtime.dll

if command -v cmake >/dev/null; then
  export SADDLE_CACHE=$home/cache
  check "saddle native build" "$saddle" native build
  check "saddle train --engine native" "$saddle" train ring --steps 100 --engine native --out "$folder/native"
  check "the run names native" grep -q '"engine": "native"' "$folder/native/recipe.json"
fi
if ((problems)); then echo "packages: $problems failed" && exit 1; fi
echo "packages: all well"
