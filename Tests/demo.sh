#!/usr/bin/env bash
# Starts the demo target, runs the KIS_CORE_V3 suites against it, stops the target, ends with gonogo's status.
#   Tests/demo.sh BIN [FAULT]
set -uo pipefail
bin=$1
fault=${2:-}
port_file=$(mktemp -u)
log=$(mktemp)

options=(--port 0 --port-file "$port_file")
[ -n "$fault" ] && options+=(--fault "$fault")
"$bin/gonogo-target" "${options[@]}" >"$log" 2>&1 &
target=$!
finish() {
    kill "$target" 2>/dev/null
    wait "$target" 2>/dev/null
    rm -f "$port_file" "$log"
}
trap finish EXIT
# A Ctrl-C goes to gonogo too, which then writes its reports: waiting for it is all that is left to do here.
trap : INT TERM

for _ in $(seq 100); do
    [ -s "$port_file" ] && break
    if ! kill -0 "$target" 2>/dev/null; then
        cat "$log" >&2
        echo "error: the demo target did not start" >&2
        exit 70
    fi
    sleep 0.05
done

BASE_URL="http://127.0.0.1:$(cat "$port_file")" "$bin/gonogo" run --project suites/kis-core/gonogo.yaml &
run=$!
trap 'kill -TERM "$run" 2>/dev/null' TERM
while :; do
    wait "$run"
    status=$?
    kill -0 "$run" 2>/dev/null || break
done
exit "$status"
