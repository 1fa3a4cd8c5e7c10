"""Asks dbt what each selectors.yml of CASES selects (selector `a`, and nothing at all), and writes answers.json.

Usage, in a Python environment with dbt-core and dbt-duckdb: python record.py
"""

import json
import os
import pathlib
import shutil
import tempfile

from dbt.cli.main import dbtRunner

CASES = {
 "two defaults": "selectors:\n  - {name: a, default: true, definition: stg}\n  - {name: b, default: true, definition: mart}\n",
 "duplicate": "selectors:\n  - {name: a, definition: stg}\n  - {name: a, definition: mart}\n",
 "no definition": "selectors:\n  - {name: a}\n",
 "later": "selectors:\n  - {name: a, definition: {method: selector, value: b}}\n  - {name: b, definition: stg}\n",
 "unknown inherit": "selectors:\n  - {name: a, definition: {method: selector, value: b}}\n",
 "unknown method": "selectors:\n  - {name: a, definition: {method: tagg, value: b}}\n  - {name: b, definition: stg}\n",
 "unknown method str": "selectors:\n  - {name: a, definition: 'tagg:b'}\n  - {name: b, definition: stg}\n",
 "union not list": "selectors:\n  - {name: a, definition: {union: stg}}\n  - {name: b, definition: stg}\n",
 "two keys": "selectors:\n  - {name: a, definition: {union: [stg], intersection: [mart]}}\n  - {name: b, definition: stg}\n",
 "union and exclude key": "selectors:\n  - {name: a, definition: {union: [stg], exclude: [mart]}}\n  - {name: b, definition: stg}\n",
 "method without value": "selectors:\n  - {name: a, definition: {method: tag}}\n  - {name: b, definition: stg}\n",
 "unknown key": "selectors:\n  - {name: a, definition: {method: fqn, value: stg, childs: true}}\n  - {name: b, definition: stg}\n",
 "string union": "selectors:\n  - {name: a, definition: 'stg mart'}\n  - {name: b, definition: 'stg,mart'}\n",
 "number value": "selectors:\n  - {name: a, definition: {method: tag, value: 1}}\n",
 "depth text": "selectors:\n  - {name: a, definition: {method: fqn, value: top, parents: true, parents_depth: '1'}}\n",
 "bad depth": "selectors:\n  - {name: a, definition: {method: fqn, value: top, parents: true, parents_depth: x}}\n",
 "at and children": "selectors:\n  - {name: a, definition: {method: fqn, value: stg, childrens_parents: true, children: true}}\n",
 "jinja": "selectors:\n  - {name: a, default: \"{{ target.name == 'dev' }}\", definition: \"{{ 'stg' }}\"}\n",
 "jinja default false": "selectors:\n  - {name: a, default: \"{{ target.name == 'prod' }}\", definition: stg}\n",
 "cycle": "selectors:\n  - {name: a, definition: {union: [{method: selector, value: b}]}}\n  - {name: b, definition: {union: [{method: selector, value: a}]}}\n",
 "cycle by name": "selectors:\n  - {name: a, definition: 'selector:b'}\n  - {name: b, definition: 'selector:a'}\n",
 "exclude not list": "selectors:\n  - {name: a, definition: {method: fqn, value: '*', exclude: stg}}\n",
 "exclude alone": "selectors:\n  - {name: a, definition: {exclude: [stg]}}\n",
 "only exclude in union": "selectors:\n  - {name: a, definition: {union: [{exclude: [stg]}]}}\n",
 "two excludes": "selectors:\n  - {name: a, definition: {union: ['*', {exclude: [stg]}, {exclude: [mart]}]}}\n",
 "nested exclude": "selectors:\n  - {name: a, definition: {union: ['*', {exclude: [{intersection: [stg, '+mart']}]}]}}\n",
 "bad indirect": "selectors:\n  - {name: a, definition: {method: fqn, value: stg, indirect_selection: foo}}\n",
 "two pairs": "selectors:\n  - {name: a, definition: {tag: x, fqn: stg}}\n",
 "list definition": "selectors:\n  - {name: a, definition: [stg, mart]}\n",
 "empty file": "",
 "no selectors key": "foo: 1\n",
 "empty list": "selectors: []\n",
 "selectors null": "selectors:\n",
 "extra key": "selectors:\n  - {name: a, definition: stg, foo: 1}\n",
 "description": "selectors:\n  - {name: a, description: x, definition: stg}\n",
 "name number": "selectors:\n  - {name: 1, definition: stg}\n",
 "parents string": "selectors:\n  - {name: a, definition: {method: fqn, value: top, parents: 'true'}}\n",
 "union empty": "selectors:\n  - {name: a, definition: {union: []}}\n",
 "config method": "selectors:\n  - {name: a, definition: {method: config.materialized, value: table}}\n",
 "key config": "selectors:\n  - {name: a, definition: {config.materialized: table}}\n",
 "key with plus": "selectors:\n  - {name: a, definition: {fqn: '+mart'}}\n",
 "selector exclude": "selectors:\n  - {name: b, definition: '*'}\n  - {name: a, definition: {method: selector, value: b, exclude: [stg]}}\n",
 "selector parents": "selectors:\n  - {name: b, definition: mart}\n  - {name: a, definition: {method: selector, value: b, parents: true}}\n",
 "selector cautious": "selectors:\n  - {name: b, definition: mart}\n  - {name: a, definition: {method: selector, value: b, indirect_selection: cautious}}\n",
 "selector in union twice": "selectors:\n  - {name: b, definition: mart}\n  - {name: a, definition: {union: [{method: selector, value: b}, stg]}}\n",
 "selector wildcard": "selectors:\n  - {name: b1, definition: mart}\n  - {name: b2, definition: stg}\n  - {name: a, definition: 'selector:b*'}\n",
}

here = pathlib.Path(__file__).resolve().parent
work = pathlib.Path(tempfile.mkdtemp()) / "project"
shutil.copytree(here / "project", work)
os.chdir(work)
os.environ.update(DBT_SEND_ANONYMOUS_USAGE_STATS="false", DBT_PROFILES_DIR=".")

answers = []
for name, text in CASES.items():
    pathlib.Path("selectors.yml").write_text(text)
    answer = {"case": name, "text": text}
    parsed = dbtRunner().invoke(["-q", "--no-partial-parse", "parse"])
    answer["manifest"] = json.loads(pathlib.Path("target/manifest.json").read_text())["selectors"] if parsed.success else None
    for key, args in {"named": ["--selector", "a"], "plain": []}.items():
        outcome = dbtRunner().invoke(["-q", "ls", "--output", "json", "--output-keys", "unique_id", *args])
        ids = sorted(json.loads(line)["unique_id"] for line in outcome.result or [])
        answer[key] = ids if outcome.success else " ".join(str(outcome.exception).split())
    answers.append(answer)
(here / "answers.json").write_text("[\n" + ",\n".join(json.dumps(a) for a in answers) + "\n]\n")
