# shellcheck shell=bash
# Finds what Saddle needs, and installs what is missing.
# Everything here speaks on standard error, because standard output belongs to the program (--json).

root=${BASH_SOURCE[0]%/scripts/*}
artifacts=$root/artifacts

# A Debian package, and the command or the file below /usr or /usr/local that shows it is there.
libtorch_packages=(
  "libtorch-dev          include/torch/csrc/api/include/torch/version.h"
  "libgloo-dev           include/gloo/config.h"
  "libopenblas0-pthread  lib/*/openblas-*/libblas.so.3"
)
build_packages=(
  "g++    g++"
  "cmake  cmake"
  "make   make"
)
# Tried once and not insisted on: the program can download it too.
data_packages=("dataset-fashion-mnist  share/datasets/fashion-mnist/train-images-idx3-ubyte.gz")

setup_log=$artifacts/setup.log
unfinished=$artifacts/setup.unfinished # exists while apt works, and after it was stopped or failed
data_tried=$artifacts/setup.data

say() { printf '%s\n' "$*" >&2; }

# Says what is under way; on a terminal the line counts its seconds until `end_progress`.
begin_progress() { # sentence
  if [[ ! -t 2 ]]; then
    say "$1"
    return
  fi
  printf '%s' "$1" >&2
  (
    start=$SECONDS
    while sleep 1; do printf '\r%s %d s ' "$1" $((SECONDS - start)) >&2; done
  ) 9>&- &
  counter=$!
}

end_progress() {
  if [[ ${counter:-} ]]; then
    kill "$counter" 2>/dev/null || true
    wait "$counter" 2>/dev/null || true
    counter=
    printf '\n' >&2
  fi
}

die() { # exit code, sentence
  kill ${compiler:-} 2>/dev/null || true # of a build that was under way
  say "saddle: $2"
  exit "$1"
}

is_present() {
  case $1 in
    */*) compgen -G "/usr/$1" >/dev/null || compgen -G "/usr/local/$1" >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# Sets `missing` to the packages among "package sign" pairs that are not there.
find_missing() {
  local pair package sign
  missing=()
  for pair in "$@"; do
    read -r package sign <<<"$pair"
    is_present "$sign" || missing+=("$package")
  done
}

check_libtorch_folder() {
  if [[ -z ${LIBTORCH:-} ]]; then return; fi
  if [[ ! -e $LIBTORCH/lib/libtorch_cpu.so || ! -d $LIBTORCH/include ]]; then
    die 2 "LIBTORCH=$LIBTORCH holds no libtorch: expected $LIBTORCH/lib/libtorch_cpu.so and $LIBTORCH/include/."
  fi
  # CMake and the loader read the path from other folders than the caller's.
  LIBTORCH=$(CDPATH='' cd -- "$LIBTORCH" && pwd)
  export LIBTORCH
}

find_missing_packages() {
  if [[ ${LIBTORCH:-} ]]; then
    find_missing "${build_packages[@]}"
  else
    find_missing "${libtorch_packages[@]}" "${build_packages[@]}"
  fi
}

# The engines that the program is built with: each once it was first asked for, and then it stays. Without a word of the user's
# that is native where its packages are or can be installed without a question, and torchsharp elsewhere.
wants() { [[ -e $artifacts/engine.$1 ]]; }
want() { wants "$1" || : >"$artifacts/engine.$1"; }
no_native=$artifacts/engine.no-native # exists where native was neither there nor to be had

# Sets `engine` to what the environment and the arguments ask for; the program refuses what is none.
choose_engine() {
  local word previous=
  engine=${SADDLE_ENGINE:-auto}
  for word in "$@"; do
    case $previous:$word in
      *:--engine=*) engine=${word#*=} ;;
      --engine:*) engine=$word ;;
    esac
    previous=$word
  done
  if [[ ${LIBTORCH:-} && $engine == auto ]]; then engine=native; fi
}

# Whether there is all that the chosen engine needs; sets `missing` to the packages that native lacks.
is_set_up() {
  find_missing_packages
  if [[ -e $unfinished || ! -e $data_tried ]]; then return 1; fi
  case $engine in
    torchsharp) wants torchsharp ;;
    native) has_native ;;
    *) has_native || { ((${#missing[@]})) && [[ -e $no_native ]] && wants torchsharp; } ;;
  esac
}

has_native() { ((${#missing[@]} == 0)) && wants native; }

# The program's host does not look for .NET on the PATH, so a .NET outside the system's folders must be named.
find_dotnet() {
  local dotnet
  if ! command -v dotnet >/dev/null; then
    PATH=$PATH:${DOTNET_ROOT:-${HOME:-}/.dotnet}
    command -v dotnet >/dev/null || return 1
  fi
  if [[ -z ${DOTNET_ROOT:-} ]]; then
    dotnet=$(readlink -f -- "$(command -v dotnet)")
    if [[ -d ${dotnet%/*}/host/fxr ]]; then export DOTNET_ROOT=${dotnet%/*}; fi
  fi
}

sdk="the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0)"

check_sdk() {
  find_dotnet || die 1 "install $sdk: there is no dotnet on the PATH."
  # In the root, where global.json says which version is needed.
  (cd -- "$root" && dotnet --version) &>/dev/null ||
    die 1 "install $sdk: $(command -v dotnet) has no SDK of the version that global.json asks for."
}

# Sets `sudo` to the words that make a command run as root, or fails. A password is asked for only where the user asked for what
# needs one, and somebody can type it.
find_root() {
  sudo=()
  if ((EUID == 0)); then return; fi
  command -v sudo >/dev/null || return 1
  sudo=(sudo)
  sudo -n true 2>/dev/null || { [[ $engine == native && -t 0 && -t 2 ]] && sudo -v; }
}

as_root() {
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive "$@" >>"$setup_log" 2>&1 </dev/null 9>&-
}

# Package lists are fetched only when installing fails without them: absent, or out of date.
# Another apt may be at work on a machine that has just started; it is waited for.
apt_install() {
  local install=(apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@")
  as_root "${install[@]}" || { as_root apt-get -q update && as_root "${install[@]}"; }
}

# What to install by hand.
remedy() {
  if command -v apt-get >/dev/null; then
    printf 'run "apt-get install --no-install-recommends %s" as root' "${missing[*]}"
  else
    printf 'install what Debian calls %s' "${missing[*]}"
  fi
}

refuse() { # why
  local sentence
  sentence="$1: $(remedy)"
  if ! find_dotnet; then sentence+=", and $sdk"; fi
  if [[ " ${missing[*]} " == *" libtorch-dev "* ]]; then
    sentence+="; or set LIBTORCH to the folder of a libtorch you have (with include/ and lib/)"
    sentence+=", in place of libtorch, gloo and OpenBLAS; or take the engine torchsharp (--engine torchsharp), which needs none"
  fi
  die 1 "$sentence."
}

# Runs under the lock, and looks whether everything can be done before it does anything. Sets `to_install` to the packages that
# native needs and apt can bring, and `cannot` to why apt cannot be used.
plan_set_up() {
  to_install=() data_to_install=() cannot=
  if is_set_up; then
    check_sdk
    return
  fi
  if ! command -v apt-get >/dev/null; then
    cannot="there is no apt-get to install packages with"
  elif ! find_root; then
    cannot="installing packages needs root or sudo"
  fi
  find_missing "${data_packages[@]}"
  data_to_install=("${missing[@]}")
  find_missing_packages
  if [[ $engine == native && $cannot ]] && ((${#missing[@]})); then refuse "$cannot"; fi
  check_sdk
  : >"$setup_log"
  if [[ $engine == torchsharp ]]; then
    want torchsharp
  elif ((${#missing[@]} == 0)); then
    want native
  elif [[ $cannot ]]; then
    take_torchsharp "$cannot"
  else
    want native
    to_install=("${missing[@]}")
  fi
  if [[ $cannot || -e $data_tried ]]; then data_to_install=(); fi
  local all=("${to_install[@]}" "${data_to_install[@]}")
  if ((${#all[@]})); then say "Installing ${all[*]} with apt (once)..."; fi
}

# The engine torchsharp in the place of native, where nobody asked for that.
take_torchsharp() { # why
  if [[ $(uname -m) != x86_64 || ! -e /lib64/ld-linux-x86-64.so.2 ]]; then
    refuse "$1, and the engine torchsharp runs on x86-64 and glibc only"
  fi
  say "Using the engine torchsharp, which comes from NuGet: $1. The engine native is faster: $(remedy)."
  want torchsharp
  touch "$no_native"
  rm -f "$artifacts/engine.native"
}

# Installs what was planned. Fails when native's packages are not to be had.
install_packages() {
  # Files of a package that apt was stopped at may lie there without the package working.
  if [[ -e $unfinished && -z $cannot ]]; then as_root dpkg --configure -a || true; fi
  if ((${#to_install[@]})); then
    touch "$unfinished"
    apt_install "${to_install[@]}" || return 1
  fi
  if ((${#data_to_install[@]})); then
    touch "$unfinished"
    apt_install "${data_to_install[@]}" ||
      say "${data_to_install[*]} could not be installed; its data will be downloaded when it is needed."
  fi
  touch "$data_tried"
  rm -f "$unfinished"
}

apt_failure() { printf 'apt-get failed (%s; see %s)' "$(grep '^E: ' "$setup_log" | tail -n 1)" "$setup_log"; }

# Without native's packages: its place is taken, or that is the end.
after_failed_install() {
  find_missing_packages
  if [[ $engine == native ]]; then refuse "$(apt_failure)"; fi
  take_torchsharp "$(apt_failure)"
  to_install=() data_to_install=()
  install_packages
}
