"""Reads the artifacts of a target folder by dbt-artifacts-parser; the last line of the output says what they hold, as JSON."""
import json
import pathlib
import sys

from dbt_artifacts_parser import parser

READERS = {
    "manifest.json": parser.parse_manifest_v12,
    "run_results.json": parser.parse_run_results_v6,
    "catalog.json": parser.parse_catalog_v1,
    "sources.json": parser.parse_sources_v3,
}

read = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    if path.name not in READERS:
        continue
    artifact = READERS[path.name](json.loads(path.read_text()))
    read[path.name] = len(artifact.nodes if path.name in ("manifest.json", "catalog.json") else artifact.results)
print(json.dumps(read))
