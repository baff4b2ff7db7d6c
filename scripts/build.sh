# shellcheck shell=bash
# Builds what changed, one start at a time. Sourced by ./saddle and ./test.

# shellcheck source=scripts/setup.sh
source "${BASH_SOURCE[0]%/*}/setup.sh"

program=$root/src/Saddle.Cli/bin/Release/net10.0/saddle-cli
build_log=$artifacts/build.log
stamp=$artifacts/build.stamp # what the program was built from
torchsharp=$artifacts/torchsharp # exists once that engine was asked for

# Two starts at once take turns. A build keeps the lock open until it ends, even when its start is killed.
lock() {
  { mkdir -p -- "$artifacts" && [[ -w $artifacts ]]; } 2>/dev/null || die 1 "cannot write in $artifacts, where the build goes."
  trap 'exit 130' INT # apt and dotnet end with codes of their own on Ctrl-C
  exec 9>"$artifacts/lock"
  if flock -n 9; then return; fi
  say "Waiting for another start of Saddle to finish installing or building..."
  flock 9
}

unlock() { exec 9>&-; }

# The engine torchsharp has a libtorch of its own, half a gigabyte: it is fetched when it is first asked for, and stays.
want_torchsharp() {
  if [[ ! -e $torchsharp ]]; then { mkdir -p -- "$artifacts" && : >"$torchsharp"; } 2>/dev/null || true; fi # lock tells
}

wants_torchsharp() { if [[ -e $torchsharp ]]; then echo true; else echo false; fi; }

# One line for each thing the program is made of, with size and time: a change, a new file and a deleted one all show.
list_sources() {
  cd -- "$root" || return
  printf 'LIBTORCH=%s\nTorchSharp %s\n' "${LIBTORCH:-}" "$(wants_torchsharp)"
  find "${LIBTORCH:-/usr}/include/torch/csrc/api/include/torch/version.h" -printf '%p %s %T@\n' 2>/dev/null || true
  {
    find src native \( -name bin -o -name obj \) -prune -o -type f ! -name '.*' -printf '%p %s %T@\n'
    find . -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name '*.slnx' -o -name global.json \
      -o -iname nuget.config -o -name BannedSymbols.txt -o -name .editorconfig \) -printf '%p %s %T@\n'
  } | LC_ALL=C sort
}

is_built() { [[ -x $program && -f $stamp && $(list_sources) == "$(<"$stamp")" ]]; }

build() { # project or solution
  local sources cmake_cache=$artifacts/native/build/CMakeCache.txt
  # Listed before the build, so that what changes during it counts as a change.
  sources=$(list_sources)
  if [[ -x $program ]]; then say "Building Saddle (what changed)..."; else say "Building Saddle (once)..."; fi
  rm -f "$stamp"
  # CMake refuses to go on in a clone that was moved or copied.
  grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root/native" "$cmake_cache" || rm -rf "${cmake_cache%/*}"
  # No build servers: they would stay, in memory beside the training, and with the lock.
  (
    cd -- "$root"
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
    dotnet build "$1" --configuration Release --verbosity minimal -tl:off -clp:NoSummary \
      -nodeReuse:false -p:UseSharedCompilation=false -p:TorchSharpLibtorch="$(wants_torchsharp)"
  ) &>"$build_log" </dev/null || explain_build_failure
  printf '%s\n' "$sources" >"$stamp"
}

explain_build_failure() {
  local sentence errors
  # The native build's own sentence about libtorch, which CMake wraps over several lines.
  sentence=$(sed -n '/SADDLE: /,/^ *$/p' "$build_log" | sed '/^ *$/q' | tr -s ' \n' ' ')
  sentence=${sentence#*SADDLE: }
  if [[ $sentence ]]; then die 2 "${sentence% }"; fi
  # MSB3073 only repeats that CMake failed. MSBuild says everything twice, and adds the project in brackets.
  errors=$(grep -E '(^|[: ])error( [A-Z]+[0-9]+)? ?:|undefined reference' "$build_log" | grep -v MSB3073 |
    sed -e 's/^ *//' -e 's/ \[[^]]*\]$//' | awk '!seen[$0]++' | head -n 20) || true
  say "${errors:-$(tail -n 20 "$build_log")}"
  die 1 "the build failed (all it printed is in $build_log)."
}
