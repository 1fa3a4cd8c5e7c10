#!/usr/bin/env bash
# Makes the virtual environment of the harness: setup.sh VENV
# dbt-core 1.12.6 asks for dbt-core-experimental-parser, whose sdist downloads a binary from GitHub while
# it builds; it is used by an opt-in flag only, so everything but that one is installed.
set -euo pipefail
venv=${1:?usage: setup.sh VENV}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/pip" install -q --no-deps dbt-core==1.12.6 dbt-duckdb==1.11.1 dbt-tests-adapter==1.20.0
"$venv/bin/python" - > "$venv/requirements.txt" <<'PY'
from importlib.metadata import requires
skip = ("dbt-core", "dbt-core-experimental-parser", "dbt-duckdb", "dbt-tests-adapter", "duckdb")
import re
for package in ("dbt-core", "dbt-duckdb", "dbt-tests-adapter"):
    for line in requires(package) or ():
        if "extra ==" in line or re.split(r"[\s<>=!\[;(~]", line)[0].lower() in skip:
            continue
        print(line)
PY
"$venv/bin/pip" install -q -r "$venv/requirements.txt" -r "$here/requirements.txt"
"$venv/bin/dbt" --version >/dev/null
touch "$venv/complete"
