// What a PostgreSQL database holds, read by one client for both tools: the one that dbt's environment has.
import { spawnSync } from 'node:child_process';

const CONNECT = `
import datetime, hashlib, json, re, sys
import psycopg2
from psycopg2.extensions import make_dsn, parse_dsn
dsn = parse_dsn(sys.argv[1])
`;

const RESET = `${CONNECT}
connection = psycopg2.connect(make_dsn(**{**dsn, 'dbname': 'postgres'}))
connection.autocommit = True
name = '"%s"' % dsn['dbname'].replace('"', '""')
connection.cursor().execute('drop database if exists %s with (force)' % name)
connection.cursor().execute('create database %s' % name)
`;

const READ = `${CONNECT}
connection = psycopg2.connect(sys.argv[1])
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("""
  select nspname, relname, relkind::text, relpersistence::text, obj_description(c.oid),
    (select json_agg(json_build_array(attname, format_type(atttypid, atttypmod), attnotnull, col_description(c.oid, attnum)) order by attnum)
     from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped),
    (select json_agg(pg_get_constraintdef(oid) order by pg_get_constraintdef(oid)) from pg_constraint where conrelid = c.oid),
    (select json_agg(regexp_replace(pg_get_indexdef(indexrelid), 'INDEX \\\\S+ ON', 'INDEX ON') order by 1) from pg_index where indrelid = c.oid),
    relacl::text
  from pg_class c join pg_namespace n on n.oid = relnamespace
  where relkind in ('r', 'p', 'v', 'm') and nspname not like 'pg\\\\_%' and nspname <> 'information_schema'
""")
out = {}
now = datetime.datetime.now()

def steady(row):
    # Moments of the run itself, and ids that are hashes of them, differ from run to run.
    moment = lambda v: isinstance(v, datetime.datetime) and abs(v.replace(tzinfo=None) - now) < datetime.timedelta(days=1)
    if not any(moment(value) for value in row):
        return repr(row)
    return repr(tuple('now' if moment(v) else 'hash' if isinstance(v, str) and re.fullmatch('[0-9a-f]{32}', v) else v for v in row))

for schema, name, *facts in cursor.fetchall():
    cursor.execute('select * from "%s"."%s"' % (schema.replace('"', '""'), name.replace('"', '""')))
    rows = sorted(steady(row) for row in cursor.fetchall())
    sample = rows[:3] if len(rows) < 200 else []
    out[schema + '.' + name] = [facts[:2], facts[2:], len(rows), hashlib.md5('\\n'.join(rows).encode()).hexdigest(), sample]
print(json.dumps(out))
`;

function python(program, script, dsn) {
  const result = spawnSync(program, ['-c', script, dsn], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout;
}

/** Makes the database of a connection string anew. */
export function resetDatabase(program, dsn) {
  python(program, RESET, dsn);
}

/** Kind, comment, columns, constraints, indexes, grants, number and digest of the rows of each relation. */
export function databaseContents(program, dsn) {
  return JSON.parse(python(program, READ, dsn));
}
