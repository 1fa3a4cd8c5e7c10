"""Runs a DAG of a folder once, as `airflow dags test` does; the last line of the output says how its tasks ended, as JSON."""
import json
import os
import pathlib
import subprocess
import sys

folder, name, home = sys.argv[1:]
os.environ.update(
    AIRFLOW_HOME=home,
    AIRFLOW__CORE__DAGS_FOLDER=folder,
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__COSMOS__ENABLE_CACHE="False",
    AIRFLOW__COSMOS__ENABLE_TELEMETRY="False",
)
airflow = [sys.executable, "-m", "airflow"]
subprocess.run([*airflow, "db", "migrate"], check=True, capture_output=True)
done = subprocess.run([*airflow, "dags", "test", name, "2018-10-18"], capture_output=True, text=True)
pathlib.Path(home, "run.log").write_text(done.stdout + done.stderr)

import sqlite3  # noqa: E402

tasks = sqlite3.connect(pathlib.Path(home, "airflow.db")).execute(
    "select task_id, state from task_instance where dag_id = ?", (name,)
)
print()
print(json.dumps({"code": done.returncode, "tasks": dict(tasks.fetchall())}))
