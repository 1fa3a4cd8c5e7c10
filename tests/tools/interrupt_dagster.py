"""Stops a run as dagster-dbt does: by SIGINT, after which it waits 25 seconds. The last line says how it ended, as JSON."""
import json
import pathlib
import signal
import sys
import time

from dagster_dbt import DbtCliResource

project, executable = sys.argv[1:]
invocation = DbtCliResource(project_dir=project, dbt_executable=executable).cli(["run"], raise_on_error=False)
names = []
for event in invocation.stream_raw_events():
    names.append(event.raw_event["info"]["name"])
    if names[-1] == "LogStartLine":
        began = time.monotonic()
        invocation.process.send_signal(signal.SIGINT)
code = invocation.process.wait(timeout=25)
results = json.loads(pathlib.Path(invocation.target_path, "run_results.json").read_text())
print()
print(
    json.dumps(
        {
            "code": code,
            "seconds": time.monotonic() - began,
            "events": names,
            "statuses": {r["unique_id"]: r["status"] for r in results["results"]},
        }
    )
)
