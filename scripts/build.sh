# shellcheck shell=bash
# Builds what changed, one start at a time. Sourced by ./saddle and ./test.

# shellcheck source=scripts/setup.sh
source "${BASH_SOURCE[0]%/*}/setup.sh"

program=$root/src/Saddle.Cli/bin/Release/net10.0/saddle-cli
build_log=$artifacts/build.log
native_log=$artifacts/native.log
stamp=$artifacts/build.stamp # what the program was built from

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

# One line for each thing the program is made of, with size and time: a change, a new file and a deleted one all show.
list_sources() {
  cd -- "$root" || return
  printf 'LIBTORCH=%s\n' "${LIBTORCH:-}"
  printf 'native %s, torchsharp %s\n' "$(wants native && echo yes)" "$(wants torchsharp && echo yes)"
  find "${LIBTORCH:-/usr}/include/torch/csrc/api/include/torch/version.h" -printf '%p %s %T@\n' 2>/dev/null || true
  {
    find src native \( -name bin -o -name obj \) -prune -o -type f ! -name '.*' -printf '%p %s %T@\n'
    find . -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name '*.slnx' -o -name global.json \
      -o -iname nuget.config -o -name BannedSymbols.txt -o -name .editorconfig \) -printf '%p %s %T@\n'
  } | LC_ALL=C sort
}

is_built() { [[ -x $program && -f $stamp && $(list_sources) == "$(<"$stamp")" ]]; }

# Builds the program alone, without what only its makers need. The managed code waits neither for packages nor for the shim.
build_program() {
  local sources managed
  sources=$(list_sources)
  begin_build "Building Saddle ($(if [[ -x $program ]]; then echo what changed; else echo once; fi))..."
  build_managed &
  managed=$!
  trap 'kill "$managed" 2>/dev/null; end_compiler; exit 130' INT
  if ! install_packages; then
    wait "$managed" || explain_build_failure
    after_failed_install
    sources=$(list_sources)
    build_managed &
    managed=$!
  fi
  if wants native; then build_native; fi
  wait "$managed" || explain_build_failure
  if wants native; then place_native; fi
  end_build "$sources"
}

build_managed() {
  run_dotnet build src/Saddle.Cli -p:RunAnalyzers=false -p:GenerateDocumentationFile=false -p:NativeEngine=false \
    -p:TorchSharpLibtorch="$(wants torchsharp && echo true || echo false)"
}

# Builds everything, as `dotnet build` does, and without native where that is not to be had.
build_all() {
  local sources restore
  sources=$(list_sources)
  begin_build "Building Saddle and its tests..."
  run_dotnet restore Saddle.slnx &
  restore=$!
  if ! install_packages; then
    after_failed_install
    sources=$(list_sources)
  fi
  if wants native; then build_native; fi
  wait "$restore" || explain_build_failure
  run_dotnet build Saddle.slnx --no-restore -p:NativeEngine="$(wants native && echo true || echo false)" ||
    explain_build_failure
  end_build "$sources"
}

begin_build() { # sentence
  rm -f "$stamp"
  : >"$build_log"
  : >"$native_log"
  begin_progress "$1"
  begin_compiler
}

# The sources were listed before the build, so that what changes during it counts as a change.
end_build() { # what it was built from
  end_compiler
  end_progress
  printf '%s\n' "$1" >"$stamp"
}

# One C# compiler for all projects of a build, warm from the second on: a quarter faster than one for each. It is this build's own
# and goes with it. Servers that dotnet starts by itself would stay, in memory beside the training, and with the lock.
begin_compiler() {
  local server
  compiler='' compiler_pipe=saddle-$$-$RANDOM
  server=$(cd -- "$root" && dotnet --version) || return 0
  server=${DOTNET_ROOT:-}/sdk/$server/Roslyn/bincore/VBCSCompiler.dll
  if [[ ! -f $server ]]; then return; fi
  (
    cd /
    # A tenth faster: what profiles and collects for programs that live long does not pay here.
    export DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 DOTNET_GCgen0size=0x8000000
    exec dotnet "$server" "-pipename:$compiler_pipe" </dev/null &>/dev/null 9>&-
  ) &
  compiler=$!
  trap 'end_compiler; exit 130' INT
}

end_compiler() {
  if [[ ${compiler:-} ]]; then
    kill "$compiler" 2>/dev/null || true
    wait "$compiler" 2>/dev/null || true
    compiler=
  fi
}

run_dotnet() ( # verb, project, options
  cd -- "$root"
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
  if [[ $1 == build ]]; then set -- "$@" --configuration Release -clp:NoSummary; fi
  set -- "$@" -p:UseSharedCompilation="$([[ $compiler ]] && echo true || echo false)" -p:SharedCompilationId="$compiler_pipe"
  exec dotnet "$@" --verbosity minimal -tl:off -nodeReuse:false &>>"$build_log" </dev/null
)

build_native() {
  local folder=$artifacts/native
  # CMake refuses to go on in a clone that was moved or copied.
  grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root/native" "$folder/build/CMakeCache.txt" || rm -rf "$folder/build"
  {
    cmake -S "$root/native" -B "$folder/build" -DCMAKE_LIBRARY_OUTPUT_DIRECTORY="$folder" -DLIBTORCH="${LIBTORCH:-}" &&
      cmake --build "$folder/build" --parallel "$(nproc)"
  } &>"$native_log" </dev/null || explain_build_failure
}

# A program that runs keeps the file that it has loaded.
place_native() {
  local file
  for file in libsaddle.so saddle-kernel; do
    cmp -s "$artifacts/native/$file" "${program%/*}/$file" ||
      cp --remove-destination -- "$artifacts/native/$file" "${program%/*}/$file"
  done
}

explain_build_failure() {
  local sentence errors
  # shellcheck disable=SC2046 # none, or some numbers
  kill $(jobs -p) 2>/dev/null || true
  end_progress
  # The native build's own sentence about libtorch, which CMake wraps over several lines.
  sentence=$(sed -n '/SADDLE: /,/^ *$/p' "$native_log" | sed '/^ *$/q' | tr -s ' \n' ' ')
  sentence=${sentence#*SADDLE: }
  if [[ $sentence ]]; then die 2 "${sentence% }"; fi
  # MSBuild says everything twice, and adds the project in brackets.
  errors=$(cat "$native_log" "$build_log" | grep -E '(^|[: ])error( [A-Z]+[0-9]+)? ?:|undefined reference' |
    sed -e 's/^ *//' -e 's/ \[[^]]*\]$//' | awk '!seen[$0]++' | head -n 20) || true
  say "${errors:-$(cat "$native_log" "$build_log" | tail -n 20)}"
  die 1 "the build failed (all it printed is in $build_log and $native_log)."
}
