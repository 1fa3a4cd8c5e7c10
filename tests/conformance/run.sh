#!/usr/bin/env bash
# Scores a dbt-like command line tool with dbt's own functional tests.
#   run.sh CLI [pytest arguments]       e.g.  run.sh "$PWD/bin/tool" -n 2 -k snapshot
# Environment: see README.md (LAB, WORKERS, ...)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cli=${1:?usage: run.sh CLI [pytest arguments]}; shift
export LAB=${LAB:-${TMPDIR:-/tmp}/conformance}
venv=${CONFORMANCE_VENV:-$LAB/venv}
mkdir -p "$LAB"

[ -e "$venv/complete" ] || bash "$here/setup.sh" "$venv"

tree=$LAB/tree
mkdir -p "$tree/tests"
cp "$here/suite/conftest.py" "$tree/tests/conftest.py"
rm -rf "$tree/tests/adapter"; cp -r "$here/suite/adapter" "$tree/tests/adapter"
: > "$tree/pytest.ini"

out=${OUT:-$LAB/out}; rm -rf "$out"; mkdir -p "$out"
export CONFORMANCE_CLI=$cli
# Python models need a Python that has duckdb.
export QUERN_PYTHON=${QUERN_PYTHON:-$venv/bin/python}
export CONFORMANCE_CALLS=$out/calls
export PYTHONPATH=$here:$tree/tests/adapter:$tree${PYTHONPATH:+:$PYTHONPATH}
export PYTHONDONTWRITEBYTECODE=1 DBT_SEND_ANONYMOUS_USAGE_STATS=false DO_NOT_TRACK=1
if [ "$cli" = reference ]; then
  export CONFORMANCE_CLI="$venv/bin/python -S $here/reference_dbt.py --via $LAB/reference.sock"
fi
case " $* " in *" tests"*) ;; *) set -- "$@" tests/adapter ;; esac   # no path given: the scored suite
start=$(date +%s)
cd "$tree"
nice "$venv/bin/python" -m pytest -p shim -p dbt.tests.fixtures.project \
  --rootdir "$tree" -c "$tree/pytest.ini" -p no:cacheprovider --import-mode=prepend \
  --basetemp "$LAB/tmp-$$" -q -n "${WORKERS:-2}" --dist loadscope --timeout 600 \
  --junitxml "$out/junit.xml" -o junit_family=xunit1 --tb=short "$@" > "$out/pytest.log" 2>&1 || true
rm -rf "$LAB/tmp-$$"
"$venv/bin/python" "$here/score.py" "$out" "$here" $(( $(date +%s) - start )) "$@"
