#!/usr/bin/env bash
# Installs what building (`build`) or testing (`test`) needs; what is there already is left alone.
# Debian and Ubuntu: apt, without questions, with sudo where not root. macOS: says what to `brew install`.
set -euo pipefail

build_packages=(pkg-config libcurl4-openssl-dev libxml2-dev libssl-dev zlib1g-dev libpcre2-dev libyaml-dev
    libnghttp2-dev libpq-dev libhiredis-dev)
test_packages=(nginx-light libxml2-utils openssl python3-venv curl ca-certificates git postgresql postgresql-client
    redis-server)
brew_packages=(pkg-config curl libxml2 openssl@3 zlib pcre2 libyaml libnghttp2 libpq hiredis)

case "${1:-build}" in
build) packages=("${build_packages[@]}") ;;
test)
    packages=("${build_packages[@]}" "${test_packages[@]}")
    brew_packages+=(nginx postgresql redis)
    ;;
*)
    echo "usage: $0 build|test" >&2
    exit 2
    ;;
esac

if ! command -v swift >/dev/null; then
    echo "error: no swift on the PATH; Swift 6.2 or newer is needed, see https://www.swift.org/install" >&2
    exit 1
fi

if [ "$(uname -s)" = Darwin ]; then
    missing=()
    for package in "${brew_packages[@]}"; do
        brew --prefix --installed "$package" >/dev/null 2>&1 || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        echo "error: missing libraries; please run: brew install ${missing[*]}" >&2
        exit 1
    fi
    exit 0
fi

if ! command -v dpkg-query >/dev/null; then
    echo "note: not Debian; please see to it that these are installed: ${packages[*]}" >&2
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    [ "${state:0:2}" = ii ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "installing ${missing[*]} ..."
sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
log=$(mktemp)
# Servers are started by the tests themselves, on ports of their own: the packages must not start any.
policy=/usr/sbin/policy-rc.d
made_policy=no
if [ ! -e "$policy" ] && printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null 2>&1; then
    "${sudo[@]}" chmod +x "$policy"
    made_policy=yes
fi
# Nor does Debian's PostgreSQL have to make a database of its own that nobody uses.
clusters=/etc/postgresql-common/createcluster.d/gonogo-tests.conf
made_clusters=no
if [ ! -e "$clusters" ] && "${sudo[@]}" mkdir -p "${clusters%/*}" 2>/dev/null &&
    echo 'create_main_cluster = false' | "${sudo[@]}" tee "$clusters" >/dev/null 2>&1; then
    made_clusters=yes
fi
finish() {
    [ "$made_clusters" = yes ] && "${sudo[@]}" rm -f "$clusters"
    [ "$made_policy" = yes ] && "${sudo[@]}" rm -f "$policy"
    rm -f "$log"
}
trap finish EXIT
if ! { "${sudo[@]}" apt-get update -q &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } \
    >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    echo "error: could not install ${missing[*]}" >&2
    exit 1
fi
