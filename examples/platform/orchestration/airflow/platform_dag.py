"""The platform's nightly run, as a DAG that is read from manifest.json: a task for each model and snapshot, in their order.

Put this file into the folder of DAGs. It reads PLATFORM_PROJECT (the project's folder), PLATFORM_MANIFEST (default: its
target/manifest.json, which `quern parse` writes when the project is deployed), PLATFORM_TARGET and QUERN (the executable).
"""

import json
import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from shlex import quote

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, TaskGroup
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.operators.bash import BashOperator
    from airflow.utils.task_group import TaskGroup

PROJECT = Path(os.environ.get("PLATFORM_PROJECT", Path(__file__).resolve().parents[2]))
MANIFEST = Path(os.environ.get("PLATFORM_MANIFEST", PROJECT / "target" / "manifest.json"))
TARGET = os.environ.get("PLATFORM_TARGET", "postgres")
QUERN = os.environ.get("QUERN", "quern")


def call(task, *args):
    """A call of quern; each task has a target folder of its own, so that none writes over another's results."""
    words = [QUERN, *args, "--target", TARGET, "--project-dir", PROJECT, "--profiles-dir", PROJECT]
    return " ".join(quote(str(word)) for word in [*words, "--target-path", PROJECT / "target" / "airflow" / task])


def nodes_of(manifest):
    """Models and snapshots by unique id."""
    return {id: node for id, node in manifest["nodes"].items() if node["resource_type"] in ("model", "snapshot")}


def task_name(text):
    return re.sub(r"\W", "_", text)


def task(name, *args, **options):
    return BashOperator(task_id=task_name(name), bash_command=call(task_name(name), *args), append_env=True, **options)


with DAG(
    dag_id="platform",
    description="Lake files to silver to gold",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 31),
    catchup=False,
    # One run at a time: it loads whatever is new.
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5), "owner": "analytics"},
    tags=["quern"],
) as dag:
    manifest = json.loads(MANIFEST.read_text())
    stage = task("stage", "source", "stage")
    # Tells of stale sources, and keeps nobody from building what there is.
    freshness = task("freshness", "source", "freshness", retries=0)
    bronze = task("bronze_suites", "test", "--select", "source:*", "--indirect-selection", "cautious", retries=0)
    # The tests that need several models, and the summary of all suites.
    quality = task("quality", "test", retries=0)
    stage >> [freshness, bronze]

    tasks = {}
    groups = {}
    for unique_id, node in nodes_of(manifest).items():
        layer = node["schema"]
        if layer not in groups:
            groups[layer] = TaskGroup(group_id=task_name(layer))
        with groups[layer]:
            # A node and those of its tests that read nothing else than what was built before it.
            select = ["--select", node["name"], "--indirect-selection", "buildable"]
            tasks[unique_id] = task(node["name"], "build", *select)
    for unique_id, node in nodes_of(manifest).items():
        for parent in node["depends_on"]["nodes"]:
            if parent in tasks:
                tasks[parent] >> tasks[unique_id]
            elif parent.startswith("source."):
                bronze >> tasks[unique_id]
        tasks[unique_id] >> quality
