// What a DuckDB file holds, read by one client for both tools: the one that dbt's environment has.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = `
import datetime, duckdb, hashlib, json, re, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
relations = connection.execute(
    "select table_schema, table_name, table_type from information_schema.tables where table_catalog = current_database()"
).fetchall()
out = {}
now = datetime.datetime.now()

def steady(row):
    # Moments of the run itself, and ids that are hashes of them, differ from run to run.
    moment = lambda v: isinstance(v, datetime.datetime) and abs(v.replace(tzinfo=None) - now) < datetime.timedelta(days=1)
    if not any(moment(value) for value in row):
        return repr(row)
    return repr(tuple('now' if moment(v) else 'hash' if isinstance(v, str) and re.fullmatch('[0-9a-f]{32}', v) else v for v in row))

for schema, name, kind in relations:
    try:
        cursor = connection.execute('select * from "%s"."%s"' % (schema.replace('"', '""'), name.replace('"', '""')))
        columns = [(d[0], str(d[1])) for d in cursor.description]
        rows = sorted(steady(row) for row in cursor.fetchall())
        sample = rows[:3] if len(rows) < 200 else []
        out[schema + '.' + name] = [kind, columns, len(rows), hashlib.md5('\\n'.join(rows).encode()).hexdigest(), sample]
    except Exception as error:
        out[schema + '.' + name] = [kind, 'unreadable: ' + str(error).split('\\n')[0]]
print(json.dumps(out))
`;

/** Kind, columns, number and digest of the rows of each relation in a database file. */
export function contents(python, dir, file) {
  const result = spawnSync(python, ['-c', SCRIPT, join(dir, file)], { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 28 });
  // Both tools meet the same: a file that is none of DuckDB's counts as a relation that can't be read.
  if (result.status !== 0) return { [file]: [result.stderr.trim().split('\n').at(-1)] };
  return JSON.parse(result.stdout);
}
