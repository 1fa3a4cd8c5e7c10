"""Reads and runs a project by astronomer-cosmos; the last line of the output says what it made of it, as JSON."""
import json
import os
import pathlib
import sys
from unittest.mock import MagicMock

project, executable, home = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
os.environ.update(
    AIRFLOW_HOME=home,
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__CORE__UNIT_TEST_MODE="True",
    AIRFLOW__COSMOS__ENABLE_CACHE="False",
    AIRFLOW__COSMOS__ENABLE_TELEMETRY="False",
)

from cosmos import ExecutionConfig, ProfileConfig, ProjectConfig, RenderConfig  # noqa: E402
from cosmos.constants import ExecutionMode, InvocationMode, LoadMode  # noqa: E402
from cosmos.dbt.graph import DbtGraph  # noqa: E402
from cosmos.dbt.parser.output import parse_number_of_warnings_subprocess  # noqa: E402
from cosmos.operators.local import DbtRunLocalOperator, DbtSeedLocalOperator, DbtTestLocalOperator  # noqa: E402

profile = ProfileConfig(profile_name=project.name, target_name="dev", profiles_yml_filepath=project / "profiles.yml")
by_process = {"invocation_mode": InvocationMode.SUBPROCESS, "dbt_executable_path": executable}
graph = DbtGraph(
    project=ProjectConfig(dbt_project_path=project),
    profile_config=profile,
    execution_config=ExecutionConfig(execution_mode=ExecutionMode.LOCAL, **by_process),
    render_config=RenderConfig(load_method=LoadMode.DBT_LS, dbt_deps=False, select=["+good"], **by_process),
)
graph.load(method=LoadMode.DBT_LS, execution_mode=ExecutionMode.LOCAL)

common = {"project_dir": str(project), "profile_config": profile, "install_deps": False, "emit_datasets": False, **by_process}
context = {"run_id": "test", "task_instance": MagicMock(), "ti": MagicMock(), "dag_run": MagicMock()}
codes, warnings = {}, None
for operator in (
    DbtSeedLocalOperator(task_id="seed", **common),
    DbtRunLocalOperator(task_id="run", select="good", **common),
    DbtTestLocalOperator(task_id="test", select="good", **common),
):
    result = operator.build_and_run_cmd(context, cmd_flags=operator.add_cmd_flags())
    codes[operator.task_id] = result.exit_code
    if operator.task_id == "test":
        warnings = parse_number_of_warnings_subprocess(result)

nodes = {name: [node.resource_type.value, sorted(node.depends_on)] for name, node in graph.nodes.items()}
print()
print(json.dumps({"nodes": nodes, "codes": codes, "warnings": warnings}))
