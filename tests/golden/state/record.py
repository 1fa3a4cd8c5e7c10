"""Asks dbt what state: selects after each change of changes.py, and writes manifest.json (of before) and answers.json.

Usage, in a Python environment with dbt-core and dbt-duckdb: python record.py [changes that are to be recorded anew]
"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

from changes import CHANGES, STATES
from dbt.cli.main import dbtRunner

here = pathlib.Path(__file__).resolve().parent
work = pathlib.Path(tempfile.mkdtemp())
os.environ.update(DBT_SEND_ANONYMOUS_USAGE_STATS="false", DBT_PARTIAL_PARSE="false")
TOLD = {"UnversionedBreakingChange", "SeedIncreased", "SeedExceedsLimitSamePath", "SeedExceedsLimitAndPathChanged"}


def project(name, edits):
    root = work / name
    shutil.copytree(here / "project", root)
    for file, change in edits.items():
        path = root / file
        if change is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(change, str):
            path.write_text(change)
            continue
        if isinstance(change, dict):
            path.write_text(change["text"] + change["repeated"] * change["times"])
            continue
        text = path.read_text()
        for old, new in change:
            assert old in text, (file, old)
            text = text.replace(old, new)
        path.write_text(text)
    os.chdir(root)
    os.environ["DBT_PROFILES_DIR"] = str(root)
    return root


before = project("before", {})
assert dbtRunner().invoke(["-q", "parse"]).success
state = before / "target"
manifest = json.loads((state / "manifest.json").read_text())
# dbt's own macros are none of the project's.
manifest["macros"] = {k: v for k, v in manifest["macros"].items() if v["package_name"] == "shop"}
manifest["docs"] = {}
(here / "manifest.json").write_text(json.dumps(manifest))

answers = []
only = sys.argv[1:]
if only:
    answers = [a for a in json.loads((here / "answers.json").read_text()) if a["change"] not in only and a["change"] in [c[0] for c in CHANGES]]
for number, (name, edits, *more) in enumerate(CHANGES):
    if only and name not in only:
        continue
    options = more[0] if more else []
    project(f"p{number}", edits)
    parsed = dbtRunner().invoke(["-q", "parse", *options])
    assert parsed.success, (name, parsed.exception)
    selected, told, errors = {}, {}, {}
    for wanted in STATES:
        events = []
        runner = dbtRunner(manifest=parsed.result, callbacks=[events.append])
        args = ["-q", "ls", "--output", "json", "--output-keys", "unique_id", "--resource-type", "all",
                "--indirect-selection", "empty", "--state", str(state), "--select", f"state:{wanted}", *options]
        outcome = runner.invoke(args)
        if outcome.success:
            selected[wanted] = sorted(json.loads(line)["unique_id"] for line in outcome.result or [])
        else:
            errors[wanted] = str(outcome.exception)
        names = sorted({e.info.name for e in events} & TOLD)
        if names:
            told[wanted] = names
    answers.append({"change": name, "edits": edits, "options": options, "selected": selected, "told": told, "errors": errors})
    print(name, {k: len(v) for k, v in selected.items()}, told, {k: v[:60] for k, v in errors.items()}, file=sys.stderr)
(here / "answers.json").write_text("[\n" + ",\n".join(json.dumps(a) for a in answers) + "\n]\n")
