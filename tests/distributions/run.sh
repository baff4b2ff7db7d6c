#!/usr/bin/env bash
# Tries Saddle on clean systems: a root each, made by debootstrap, with the .NET SDK of this machine and a clone of this folder's
# last commit. In each a training of 20 steps and the tests of what touches tensors, native and torchsharp. Root, a Debian mirror
# and about 6 GB a root are needed, and half an hour a row.
#
#   tests/distributions/run.sh FOLDER [ROW...]      for example tests/distributions/run.sh /tmp/roots trixie-native
#
# Rows: bookworm-native, trixie-native, forky-native (libtorch 1.13, 2.6, 2.14), forky-pip (forky's libtorch laid out as pip lays
# out its folder torch, named by LIBTORCH), SUITE-torchsharp (nobody's root: no apt, no compiler). MIRROR (debootstrap's own) and
# NUGET_PACKAGES (a folder of packages to begin with) may be set, and TESTS=no leaves the tests out. The table is
# Markdown, for docs/install.md.
set -uo pipefail
folder=${1:?usage: run.sh FOLDER [ROW...]}
shift
rows=("$@")
if ((${#rows[@]} == 0)); then rows=({bookworm,trixie,forky}-{native,torchsharp} forky-pip); fi
self=$(readlink -f -- "${BASH_SOURCE[0]}")
source_folder=${self%/tests/distributions/*}
sdk=${DOTNET_ROOT:-$(dirname -- "$(readlink -f -- "$(command -v dotnet)")")}
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
command -v debootstrap >/dev/null || { echo "install debootstrap first (apt-get install debootstrap)" >&2; exit 2; }
((EUID == 0)) || { echo "debootstrap and chroot need root" >&2; exit 2; }
mkdir -p -- "$folder"

# A suite that is newer than this debootstrap is made as sid is.
scripts=$folder/debootstrap
rm -rf -- "$scripts"
cp -r -- /usr/share/debootstrap "$scripts"
for suite in trixie forky; do
  if [[ ! -e $scripts/scripts/$suite ]]; then ln -s sid "$scripts/scripts/$suite"; fi
done
export DEBOOTSTRAP_DIR=$scripts

mounted=()
unmount() {
  local place
  for place in "${mounted[@]}"; do umount -l -- "$place" 2>/dev/null; done
  mounted=()
}
trap unmount EXIT

bind() { # from, to, options
  mkdir -p -- "$2"
  mount --bind ${3:+-o "$3"} -- "$1" "$2" && mounted=("$2" "${mounted[@]}")
}

# A fresh root, or the one that an interrupted start left.
make_root() { # suite, root
  if [[ ! -e $2/made ]]; then
    rm -rf -- "$2"
    debootstrap --variant=minbase \
      --include=ca-certificates,git,libicu-dev "$1" "$2" ${MIRROR:+"$MIRROR"} >"$2.log" 2>&1 || return 1
    touch "$2/made"
  fi
  bind "$sdk" "$2/usr/share/dotnet" ro
  bind /proc "$2/proc"
  # Read only, or whoever removes a root that was left mounted removes the machine's devices.
  bind /dev "$2/dev" ro
  mount -t tmpfs tmpfs "$2/dev/shm" && mounted=("$2/dev/shm" "${mounted[@]}")
  cp -- /etc/resolv.conf "$2/etc/resolv.conf"
  # Behind a proxy that has certificates of its own, the root has to trust them too.
  cp -L -- "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" "$2/etc/ssl/certs/ca-certificates.crt" 2>/dev/null || true
  # What tells this machine's NuGet where packages are.
  if [[ -d ${HOME}/.nuget/NuGet ]]; then mkdir -p "$2/root/.nuget" && cp -r "$HOME/.nuget/NuGet" "$2/root/.nuget/"; fi
  if [[ -d $packages && ! -d $2/root/.nuget/packages ]]; then cp -r -- "$packages" "$2/root/.nuget/packages"; fi
  rm -rf "$2/root/saddle"
  git -c safe.directory='*' clone -q -- "$source_folder" "$2/root/saddle"
}

inside() { # root, user, command
  local proxies
  mapfile -t proxies < <(env | grep -iE '^(https?|no)_proxy=|^SSL_CERT|^NUGET_')
  chroot --userspec="$2" "$1" /usr/bin/env -i "${proxies[@]}" HOME="$([[ $2 == root ]] && echo /root || echo /home/user)" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/share/dotnet DOTNET_ROOT=/usr/share/dotnet \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 LANG=C.UTF-8 bash -c "$3"
}

# pip's layout: include, lib and the newer version header below one folder.
lay_out_as_pip() { # root
  inside "$1" root '
    # A mirror that lags behind has an expired index, from which packages come all the same.
    apt-get -q update
    apt-get -q -y install --no-install-recommends libtorch-dev libgloo-dev g++ cmake make &&
    mkdir -p /opt/torch/lib && cp -rL /usr/include/torch /usr/include/ATen /usr/include/c10 /usr/include/caffe2 /opt/torch/ &&
    mkdir -p /opt/torch/include && mv /opt/torch/torch /opt/torch/ATen /opt/torch/c10 /opt/torch/caffe2 /opt/torch/include/ &&
    cp -L /usr/lib/x86_64-linux-gnu/libtorch*.so /usr/lib/x86_64-linux-gnu/libc10*.so /opt/torch/lib/'
}

one() { # row
  local row=$1 suite=${1%-*} kind=${1#*-} user=root environment="" log=$folder/$1.log
  local root=$folder/$row
  make_root "$suite" "$root" || { echo "| $row | no root: see $root.log | | | |"; return; }
  if [[ $kind == torchsharp ]]; then
    user=1000:1000
    mkdir -p "$root/home/user"
    # A root without apt, as far as its user is concerned.
    mv "$root/root/.nuget" "$root/root/saddle" "$root/home/user/" 2>/dev/null
    chown -R 1000:1000 "$root/home/user"
    chmod 700 "$root/usr/bin/apt-get"
  elif [[ $kind == pip ]]; then
    lay_out_as_pip "$root" >"$log" 2>&1
    environment="LIBTORCH=/opt/torch"
  fi
  local engine=native
  if [[ $kind == torchsharp ]]; then engine=torchsharp; fi
  local start=$SECONDS built trained=no tests
  inside "$root" "$user" "cd ~/saddle && $environment ./saddle --version" >>"$log" 2>&1 && built=$((SECONDS - start))
  if inside "$root" "$user" "cd ~/saddle && $environment ./saddle train --data shapes --steps 20 --out /tmp/run" >>"$log" 2>&1
  then trained=$(sed -n 's/.*(engine \([^)]*\)).*/\1/p' "$log" | tail -n 1); fi
  if [[ ${TESTS:-yes} == no ]]; then
    echo "| $row | ${built:+built in $built s} | $trained | |"
    unmount
    return
  fi
  inside "$root" "$user" "cd ~/saddle && $environment ./test --engine $engine unit -class 'Saddle.Tests.Torch.*' \
    -class 'Saddle.Tests.Layers.*' -class 'Saddle.Tests.Optimizers.*' -class 'Saddle.Tests.Penalties.*'" >>"$log" 2>&1
  tests=$(tail -n 1 "$log")
  echo "| $row | ${built:+built in $built s} | $trained | $tests |"
  unmount
}

echo "| row | set-up and build | 20 steps | tests |"
echo "|---|---|---|---|"
for row in "${rows[@]}"; do one "$row"; done
