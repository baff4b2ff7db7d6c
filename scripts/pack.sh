#!/usr/bin/env bash
# Makes every package: the libraries, and the command for each system with that system's libtorch alone.
#   scripts/pack.sh FOLDER [SYSTEM...]       for example scripts/pack.sh packages linux-x64
# Without systems: linux-x64 win-x64 osx-arm64.
set -euo pipefail
self=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${self%/scripts/*}
folder=${1:?usage: pack.sh FOLDER [SYSTEM...]}
shift
systems=("$@")
if ((${#systems[@]} == 0)); then systems=(linux-x64 win-x64 osx-arm64); fi
mkdir -p -- "$folder"
folder=$(cd -- "$folder" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
common=(--configuration Release --output "$folder" --verbosity quiet -clp:NoSummary -nodeReuse:false)
common+=(-p:UseSharedCompilation=false)

for library in Saddle Saddle.Runtime Saddle.Theory Saddle.Contracts; do
  dotnet pack "$root/src/$library" "${common[@]}" -p:NativeEngine=false
done
# One package that names the systems, and one for each of them.
list=$(IFS=';' && printf '%s' "${systems[*]}")
dotnet pack "$root/src/Saddle.Cli" "${common[@]}" -p:NativeEngine=false -p:RunAnalyzers=false -p:ToolSystems="\"$list\""
ls -l -- "$folder"
