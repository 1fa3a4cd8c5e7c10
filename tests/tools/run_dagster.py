"""Runs a project's assets by dagster-dbt; the last line of the output says what Dagster made of it, as JSON."""
import json
import os
import pathlib
import sys
import tempfile

from dagster import AssetExecutionContext, DagsterInstance, materialize
from dagster_dbt import DbtCliResource, dbt_assets

project, executable, *command = sys.argv[1:]
manifest = pathlib.Path(project, "target", "manifest.json")


@dbt_assets(manifest=manifest)
def project_assets(context: AssetExecutionContext, dbt: DbtCliResource):
    yield from dbt.cli(command, context=context, raise_on_error=False).stream()


with tempfile.TemporaryDirectory() as home:
    os.environ["DAGSTER_HOME"] = home
    run = materialize(
        [project_assets],
        resources={"dbt": DbtCliResource(project_dir=project, dbt_executable=executable)},
        instance=DagsterInstance.ephemeral(),
        raise_on_error=False,
    )

checks = [event.event_specific_data for event in run.all_events if event.event_type_value == "ASSET_CHECK_EVALUATION"]
print()
print(
    json.dumps(
        {
            "success": run.success,
            "materialized": sorted(e.asset_key.to_user_string() for e in run.all_events if e.is_step_materialization),
            "checks": sorted([c.check_name, c.passed, c.severity.value] for c in checks),
        }
    )
)
