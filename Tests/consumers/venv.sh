#!/bin/sh
# Makes a virtual environment of Python with packages in it, unless it has them.
#
# Usage: Tests/consumers/venv.sh FOLDER MODULES PACKAGE...    MODULES: what the packages let import, with commas
set -eu
venv=$1
modules=$2
shift 2
"$venv/bin/python" -c "import $modules" 2>/dev/null && exit
command -v python3 >/dev/null || { echo "python3 is not installed: apt-get install python3 python3-venv" >&2; exit 1; }
test -x "$venv/bin/pip" || { rm -rf "$venv"; python3 -m venv "$venv"; } ||
    { echo "python3 lacks venv: apt-get install python3-venv" >&2; exit 1; }
exec "$venv/bin/pip" install --quiet --disable-pip-version-check "$@"
