"""The Olist warehouse as a DAG: a task for each model with its tests, in the order of manifest.json.

Cosmos reads the manifest (`quern parse` writes it; deploy it with the project) and calls quern where it would call dbt.

  OLIST_PROJECT  the project's folder
  OLIST_TARGET   duckdb or postgres
  QUERN          the executable
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG
from cosmos import DbtTaskGroup, ExecutionConfig, ProfileConfig, ProjectConfig, RenderConfig
from cosmos.constants import ExecutionMode, InvocationMode, LoadMode, TestBehavior

PROJECT = Path(os.environ.get("OLIST_PROJECT", Path(__file__).parents[2])).resolve()
TARGET = os.environ.get("OLIST_TARGET", "duckdb")
QUERN = os.environ.get("QUERN", "quern")

# A task runs in a copy of the project: what it reads and writes beside it needs whole paths.
PATHS = {
    "LAKE": os.environ.get("LAKE", str(PROJECT / "data/raw")),
    "DUCKDB_PATH": os.environ.get("DUCKDB_PATH", str(PROJECT / "olist.duckdb")),
}

PLACE = f"--project-dir {PROJECT} --profiles-dir {PROJECT} --target {TARGET}"

with DAG(
    dag_id="olist",
    schedule="0 3 * * *",
    start_date=datetime(2018, 10, 17),
    catchup=False,
    max_active_runs=1,
    # One process at a time writes to a DuckDB file.
    max_active_tasks=1 if TARGET == "duckdb" else 8,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1)},
    tags=["warehouse"],
) as dag:
    stage = BashOperator(
        task_id="stage",
        bash_command=f"{QUERN} source stage {PLACE}",
        env=PATHS,
        append_env=True,
    )

    build = DbtTaskGroup(
        group_id="build",
        project_config=ProjectConfig(
            manifest_path=PROJECT / "target/manifest.json", project_name="olist", install_dbt_deps=False
        ),
        profile_config=ProfileConfig(
            profile_name="olist", target_name=TARGET, profiles_yml_filepath=PROJECT / "profiles.yml"
        ),
        execution_config=ExecutionConfig(
            execution_mode=ExecutionMode.LOCAL,
            invocation_mode=InvocationMode.SUBPROCESS,
            dbt_project_path=PROJECT,
            dbt_executable_path=QUERN,
        ),
        # `quern build` of a model runs its tests, too: one task a model.
        render_config=RenderConfig(
            load_method=LoadMode.DBT_MANIFEST, test_behavior=TestBehavior.BUILD, emit_datasets=False
        ),
        # A test of several models runs with the one that is built last.
        operator_args={"install_deps": False, "indirect_selection": "buildable", "env": PATHS, "append_env": True},
    )

    # What compares models of which none is built on the other.
    compare = BashOperator(
        task_id="compare",
        bash_command=f"{QUERN} test --select test_type:singular {PLACE}",
        env=PATHS,
        append_env=True,
    )

    stage >> build >> compare
