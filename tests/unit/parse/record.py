"""Asks dbt for the manifest of each project here and keeps what parsing decides, one resource a line: expected/<project>.json.

Usage, in a Python environment with dbt-core, dbt-duckdb and dbt-bigquery: python record.py [project ...]
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent
# Made anew in each run, or of no meaning outside the machine.
DROPPED = {"created_at", "root_path", "build_path", "compiled_path"}
BUILT_IN = ("dbt", "dbt_duckdb", "dbt_bigquery")


def parse(name):
    work = pathlib.Path(tempfile.mkdtemp()) / name
    shutil.copytree(here / "projects" / name, work)
    env = {**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DBT_PROFILES_DIR": str(work), "PARSE_TEST": "from env"}
    for command in (["deps"], ["parse", "--no-partial-parse"]):
        subprocess.run(["dbt", "-q", *command], cwd=work, env=env, check=True, stdout=sys.stderr)
    return json.loads((work / "target" / "manifest.json").read_text())


def kept(section, manifest):
    for unique_id, value in sorted(manifest[section].items()):
        for node in value if isinstance(value, list) else [value]:
            if node["package_name"] in BUILT_IN:
                continue
            yield section, unique_id, {key: v for key, v in node.items() if key not in DROPPED}


def main(names):
    (here / "expected").mkdir(exist_ok=True)
    for name in names or sorted(p.name for p in (here / "projects").iterdir()):
        manifest = parse(name)
        sections = ("nodes", "sources", "exposures", "groups", "docs", "macros", "disabled")
        lines = [json.dumps(entry) for section in sections for entry in kept(section, manifest)]
        (here / "expected" / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


main(sys.argv[1:])
