"""The Olist warehouse as Dagster assets: models, sources and tests come from manifest.json, one `quern build` makes them all.

  dagster dev -f orchestration/dagster/definitions.py

  OLIST_PROJECT  the project's folder
  OLIST_TARGET   duckdb or postgres
  QUERN          the executable
"""

import os
import shutil
import subprocess
from pathlib import Path

from dagster import AssetExecutionContext, AssetOut, Definitions, ScheduleDefinition, define_asset_job, multi_asset
from dagster_dbt import DbtCliResource, dbt_assets, get_asset_keys_by_output_name_for_source

PROJECT = Path(os.environ.get("OLIST_PROJECT", Path(__file__).parents[2])).resolve()
TARGET = os.environ.get("OLIST_TARGET", "duckdb")
QUERN = shutil.which(os.environ.get("QUERN", "quern")) or os.environ["QUERN"]
PLACE = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target", TARGET]

# Before the assets are declared, so that they are those of the models as they are now.
subprocess.run([QUERN, "parse", *PLACE], check=True, cwd=PROJECT)


@dbt_assets(manifest=PROJECT / "target/manifest.json")
def models(context: AssetExecutionContext, quern: DbtCliResource):
    yield from quern.cli(["build"], context=context).stream()


@multi_asset(
    outs={
        name: AssetOut(key=key)
        for name, key in get_asset_keys_by_output_name_for_source([models], "raw").items()
    }
)
def raw(context):
    """The export's files, where models find them."""
    done = subprocess.run([QUERN, "source", "stage", *PLACE], check=True, cwd=PROJECT, capture_output=True, text=True)
    context.log.info(done.stdout)
    return tuple(None for _ in context.op_execution_context.selected_output_names)


nightly = define_asset_job("olist_nightly", selection="*")

defs = Definitions(
    assets=[raw, models],
    jobs=[nightly],
    schedules=[ScheduleDefinition(job=nightly, cron_schedule="0 3 * * *", execution_timezone="America/Sao_Paulo")],
    resources={
        "quern": DbtCliResource(
            project_dir=str(PROJECT), profiles_dir=str(PROJECT), target=TARGET, dbt_executable=QUERN
        )
    },
)
