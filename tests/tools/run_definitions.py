"""Runs a job of a file of Dagster's definitions; the last line of the output says what Dagster made of it, as JSON."""
import importlib.util
import json
import sys

from dagster import DagsterInstance

path, job = sys.argv[1:]
spec = importlib.util.spec_from_file_location("definitions", path)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)

run = module.defs.get_job_def(job).execute_in_process(instance=DagsterInstance.ephemeral(), raise_on_error=False)
checks = [event.event_specific_data for event in run.all_events if event.event_type_value == "ASSET_CHECK_EVALUATION"]
print()
print(
    json.dumps(
        {
            "success": run.success,
            "materialized": sorted(e.asset_key.to_user_string() for e in run.all_events if e.is_step_materialization),
            "checks": len(checks),
            "failed": sorted(check.check_name for check in checks if not check.passed),
        }
    )
)
