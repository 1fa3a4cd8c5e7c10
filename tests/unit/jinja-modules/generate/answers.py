"""Writes tests/unit/jinja-modules/answers.json: what Python says to expressions of templates. Usage: python answers.py > …

Needs jinja2 and pytz; the modules hold what dbt's templates see of Python's.
"""
import datetime, itertools, json, re, sys
import jinja2.sandbox, pytz

modules = {
    "datetime": {n: getattr(datetime, n) for n in ("date", "datetime", "time", "timedelta", "tzinfo")},
    "re": {n: getattr(re, n) for n in re.__all__},
    "pytz": {n: getattr(pytz, n) for n in [*pytz.__all__, "UTC"]},
    "itertools": {n: getattr(itertools, n) for n in (
        "count cycle repeat accumulate chain compress islice starmap tee zip_longest product permutations "
        "combinations combinations_with_replacement").split()},
}
environment = jinja2.sandbox.SandboxedEnvironment()
names = {"re": modules["re"], "dt": modules["datetime"], "pytz": modules["pytz"], "it": modules["itertools"]}

def answer(expression):
    try:
        value = environment.compile_expression(expression, undefined_to_none=False)(**names)
        return {"expression": expression, "repr": repr(value)}
    except Exception as error:
        kind = type(error).__name__
        if kind == "error":
            kind = "re.error"
        return {"expression": expression, "error": kind, "message": error.args[0] if kind == "KeyError" else str(error)}

lines = [line.strip() for line in open(sys.argv[1], encoding="utf-8")]
print(json.dumps([answer(line) for line in lines if line and not line.startswith("##")], indent=0, ensure_ascii=False))
