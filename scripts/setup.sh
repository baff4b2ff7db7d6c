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

die() { # exit code, sentence
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

is_set_up() {
  find_missing_packages
  if ((${#missing[@]})) || [[ -e $unfinished ]]; then return 1; fi
  find_missing "${data_packages[@]}"
  [[ -e $data_tried ]] || ((${#missing[@]} == 0))
}

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

# Sets `sudo` to the words that make a command run as root, or fails.
find_root() {
  sudo=()
  if ((EUID == 0)); then return; fi
  command -v sudo >/dev/null || return 1
  sudo=(sudo)
  # A password can be asked for only where somebody can type it.
  sudo -n true 2>/dev/null || { [[ -t 0 && -t 2 ]] && sudo -v; }
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

refuse() { # why; adds what to install by hand
  local sentence
  if command -v apt-get >/dev/null; then
    sentence="$1: run \"apt-get install --no-install-recommends ${missing[*]}\" as root"
  else
    sentence="$1: install what Debian calls ${missing[*]}"
  fi
  if ! find_dotnet; then sentence+=", and $sdk"; fi
  if [[ " ${missing[*]} " == *" libtorch-dev "* ]]; then
    sentence+="; or set LIBTORCH to the folder of a libtorch you have (with include/ and lib/)"
    sentence+=", in place of libtorch, gloo and OpenBLAS"
  fi
  die 1 "$sentence."
}

# Runs under the lock, and looks whether everything can be done before it does anything.
set_up() {
  if is_set_up; then
    check_sdk
    return
  fi
  local cannot=
  if ! command -v apt-get >/dev/null; then
    cannot="there is no apt-get to install packages with"
  elif ! find_root; then
    cannot="installing packages needs root or sudo"
  fi
  find_missing_packages
  if [[ $cannot ]] && ((${#missing[@]})); then refuse "$cannot"; fi
  check_sdk
  if [[ -z $cannot ]]; then install_missing; fi
  touch "$data_tried"
  rm -f "$unfinished"
}

install_missing() {
  : >"$setup_log"
  # Files of a package that apt was stopped at may lie there without the package working.
  if [[ -e $unfinished ]]; then as_root dpkg --configure -a || true; fi
  touch "$unfinished"
  find_missing_packages
  if ((${#missing[@]})); then
    say "Installing ${missing[*]} with apt (once)..."
    apt_install "${missing[@]}" || refuse "apt-get failed ($(grep '^E: ' "$setup_log" | tail -n 1); see $setup_log)"
  fi
  find_missing "${data_packages[@]}"
  if ((${#missing[@]})); then
    say "Installing ${missing[*]} with apt (once)..."
    apt_install "${missing[@]}" || say "${missing[*]} could not be installed; its data will be downloaded when it is needed."
  fi
}
