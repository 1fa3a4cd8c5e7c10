"""Runs a DAG in this process, task by task; the last line of the output has the states of its tasks, as JSON."""
import json
import os
import sys

file, home = sys.argv[1], sys.argv[2]
os.environ.update(
    AIRFLOW_HOME=home,
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__CORE__DAGS_FOLDER=os.path.dirname(file),
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{home}/airflow.db",
)

import runpy  # noqa: E402

from airflow.utils.db import initdb  # noqa: E402

initdb()
dag = runpy.run_path(file)["dag"]
run = dag.test()
states = {task.task_id: str(task.state) for task in run.get_task_instances()}
edges = {task.task_id: sorted(task.upstream_task_ids) for task in dag.tasks}
print()
print(json.dumps({"run": str(run.state), "states": states, "edges": edges}))
