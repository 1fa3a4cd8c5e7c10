"""Asks dbt what each selection of selections.json selects, and writes nodes.json and answers.json.

Usage, in a Python environment with dbt-core and dbt-duckdb: python record.py
"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

from dbt.cli.main import dbtRunner

here = pathlib.Path(__file__).parent
work = pathlib.Path(tempfile.mkdtemp()) / "project"
shutil.copytree(here / "project", work)
os.chdir(work)
os.environ.update(DBT_SEND_ANONYMOUS_USAGE_STATS="false", DBT_PROFILES_DIR=str(work))

runner = dbtRunner()
assert runner.invoke(["-q", "deps"]).success
parsed = runner.invoke(["-q", "parse"])
assert parsed.success, parsed.exception
manifest = json.loads(pathlib.Path("target/manifest.json").read_text())


def record(node):
    """What the selector needs of a node, in the order and by the names of SelectableNode."""
    test = node.get("test_metadata")
    answer = {
        "uniqueId": node["unique_id"], "resourceType": node["resource_type"], "name": node["name"],
        "packageName": node["package_name"], "fqn": node["fqn"], "tags": node.get("tags", node.get("config", {}).get("tags", [])),
        "originalFilePath": node["original_file_path"], "patchPath": node.get("patch_path"),
        "config": node.get("config", {}), "group": node.get("group"), "access": node.get("access"),
        "sourceName": node.get("source_name"), "testMetadata": test and {"name": test["name"]},
        "attachedNode": node.get("attached_node"), "version": node.get("version"),
        "latestVersion": node.get("latest_version"),
        "dependsOn": {"nodes": node.get("depends_on", {}).get("nodes", [])},
    }
    return {key: value for key, value in answer.items() if value is not None}


kinds = ["nodes", "sources", "exposures", "unit_tests", "metrics", "semantic_models", "saved_queries", "functions"]
nodes = [record(node) for kind in kinds for node in manifest[kind].values()]
(here / "nodes.json").write_text(
    "[\n" + ",\n".join(json.dumps(n) for n in nodes) + "\n]\n"
)

answers = []
asking = dbtRunner(manifest=parsed.result)
for arguments in json.loads((here / "selections.json").read_text()):
    events = []
    asking.callbacks = [lambda e: events.append(e)]
    outcome = asking.invoke(["-q", "ls", "--output", "json", "--output-keys", "unique_id", *arguments])
    ids = sorted(json.loads(line)["unique_id"] for line in outcome.result or [])
    unmatched = [e.data.spec_raw for e in events if e.info.name == "NoNodesForSelectionCriteria"]
    answer = {"arguments": arguments, "selected": ids, "unmatched": unmatched}
    if not outcome.success:
        answer["error"] = str(outcome.exception)
    answers.append(answer)
    print(arguments, len(ids), answer.get("error", ""), unmatched, file=sys.stderr)
(here / "answers.json").write_text(
    "[\n" + ",\n".join(json.dumps(a) for a in answers) + "\n]\n"
)
