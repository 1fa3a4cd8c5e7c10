/**
 * What Python runs of a model: it gets a job as JSON, makes a database in memory in which the model's inputs have the names that they have in the
 * real one, calls the model, and leaves what the model made as Parquet, with its types.
 */
export const SCRIPT = String.raw`
import importlib.util, json, os, sys, traceback

with open(sys.argv[1], encoding="utf-8") as file:
    job = json.load(file)
answer = {"python": sys.executable, "version": sys.version.split()[0]}


def finish():
    with open(job["answer"], "w", encoding="utf-8") as file:
        json.dump(answer, file)
    sys.stdout.flush()
    sys.stderr.flush()


try:
    import duckdb
except ImportError as error:
    answer["missing"] = "duckdb"
    answer["message"] = str(error)
    finish()
    sys.exit(0)


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def columns(described):
    return [{"name": row[0], "type": str(row[1])} for row in described]


def connect():
    con = duckdb.connect(":memory:")
    for statement in job["settings"]:
        try:
            con.execute(statement)
        except duckdb.Error:
            pass
    attached = {"memory"}

    def schema_of(database, schema):
        if database not in attached:
            con.execute("attach ':memory:' as " + quote(database))
            attached.add(database)
        con.execute("create schema if not exists " + quote(database) + "." + quote(schema))

    for table in job["inputs"]:
        schema_of(table["database"], table["schema"])
        name = ".".join(quote(table[part]) for part in ("database", "schema", "identifier"))
        con.execute("create or replace " + table["kind"] + " " + name + " as " + table["select"])
    schema_of(job["database"], job["schema"])
    con.execute("use " + quote(job["database"]))
    return con


def tables(con):
    rows = con.execute(
        "select database_name, schema_name, table_name, temporary, table_oid from duckdb_tables() where not internal"
    ).fetchall()
    return {tuple(row) for row in rows}


def saved(con, table):
    database, schema, name, temporary, _ = table
    where = ".".join(quote(part) for part in (database, schema, name))
    described = con.execute("describe " + where).fetchall()
    lossy = [any(word in str(row[1]) for word in job["lossy"]) for row in described]
    exprs = ["cast(" + quote(row[0]) + " as varchar) as " + quote(row[0]) if odd else quote(row[0]) for row, odd in zip(described, lossy)]
    path = os.path.join(job["folder"], "output_" + str(len(answer["made"])) + ".parquet")
    con.execute("copy (select " + ", ".join(exprs) + " from " + where + ") to " + literal(path) + " (format parquet)")
    rows = con.execute("select count(*) from " + where).fetchone()[0]
    return {"database": database, "schema": schema, "identifier": name, "temporary": bool(temporary), "path": path, "rows": rows, "columns": columns(described)}


def frames(error):
    return [{"file": f.filename, "line": f.lineno, "name": f.name} for f in traceback.extract_tb(error.__traceback__)]


class Loader:
    """The compiled model as a module whose lines are those of the file that its author wrote."""

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        with open(job["code"], encoding="utf-8") as file:
            code = file.read()
        module.__file__ = job["file"]
        exec(compile("\n" * job["offset"] + code, job["file"], "exec"), module.__dict__)


answer["made"] = []
try:
    sys.path[:0] = job["modules"]
    sys.argv = [job["file"]]
    con = connect()
    spec = importlib.util.spec_from_loader(job["name"], Loader(), origin=job["file"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    dbt = module.dbtObj(lambda name: con.query("select * from " + name))
    frame = module.model(dbt, con)
    if frame is None:
        raise TypeError("model() returned None; it has to return a DataFrame, an Arrow table or a DuckDB relation")
    before = tables(con)
    module.materialize(frame, con)
    for table in sorted(tables(con) - before):
        answer["made"].append(saved(con, table))
except BaseException as error:
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename in ("<string>", "<frozen importlib._bootstrap>"):
        trace = trace.tb_next
    error.__traceback__ = trace
    answer["error"] = {
        "type": type(error).__name__,
        "message": str(error),
        "module": getattr(error, "name", None) if isinstance(error, ImportError) else None,
        "traceback": "".join(traceback.format_exception(type(error), error, error.__traceback__)),
        "frames": frames(error),
        "line": error.lineno if isinstance(error, SyntaxError) else None,
    }
finish()
os._exit(0)
`;
