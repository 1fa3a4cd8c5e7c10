import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QuernError } from '../../../base/diagnostics.js';
import { pythonMissing, pythonPackageMissing, pythonStopped } from '../../diagnostics.js';
import { type AdapterResponse, PythonError, type PythonJob, type RelationRef, type Session } from '../../types.js';
import { literal } from '../dialect.js';
import { SCRIPT } from './script.js';

/** Types that Parquet does not keep: they cross as text. */
const LOSSY = [
  'HUGEINT',
  'BIT',
  'UNION',
  'ENUM',
  'VARIANT',
  'GEOMETRY',
  'TIMETZ',
  'TIME WITH TIME ZONE',
  'BIGNUM',
  'VARINT',
];
/** A process that was asked to end has this long. */
const KILL_MILLISECONDS = 2_000;

interface Column {
  readonly name: string;
  readonly type: string;
}

interface Made {
  readonly database: string;
  readonly schema: string;
  readonly identifier: string;
  readonly temporary: boolean;
  readonly path: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}

interface Answer {
  readonly python: string;
  readonly version: string;
  readonly missing?: string;
  readonly made?: readonly Made[];
  readonly error?: {
    readonly type: string;
    readonly message: string;
    readonly module: string | null;
    readonly traceback: string;
    readonly frames: readonly { readonly file: string; readonly line: number }[];
    readonly line: number | null;
  };
}

/** A process under way, which can be stopped. */
export interface Stoppable {
  stop(): void;
}

/**
 * Runs a Python model. A database file has one process only, so the model works on copies: its inputs and its result cross as Parquet files,
 * in a folder that is gone afterwards. What the model's code made is made in the session, in its transaction.
 */
export async function runPython(
  session: Pick<Session, 'execute'>,
  job: PythonJob,
  modulePaths: readonly string[],
  onStart: (running: Stoppable) => void,
): Promise<AdapterResponse> {
  const folder = mkdtempSync(join(tmpdir(), 'quern-python-'));
  try {
    const inputs = [];
    const there = [...job.inputs];
    for (const relation of job.perhaps) if (await exists(session, relation)) there.push(relation);
    for (const [index, relation] of there.entries())
      inputs.push(await exported(session, relation, 'view', join(folder, `input_${index}.parquet`)));
    if (job.readsOwn && (await exists(session, job.own)))
      inputs.push(await exported(session, job.own, 'table', join(folder, 'own.parquet')));
    const files = {
      answer: join(folder, 'answer.json'),
      code: join(folder, 'model.py'),
      job: join(folder, 'job.json'),
    };
    const zone = (await session.execute("select current_setting('TimeZone')", { fetch: true })).rows[0]?.[0];
    const given = {
      name: job.name,
      code: files.code,
      file: job.file,
      offset: job.lineOffset,
      answer: files.answer,
      folder,
      inputs,
      database: job.own.database,
      schema: job.own.schema,
      modules: modulePaths,
      settings: typeof zone === 'string' ? [`set TimeZone = ${literal(zone)}`] : [],
      lossy: LOSSY,
    };
    writeFileSync(files.code, job.code);
    writeFileSync(files.job, JSON.stringify(given));
    await python(job, files.job, onStart);
    const answer = read(files.answer, job);
    for (const made of answer.made ?? []) await created(session, made);
    return { _message: 'OK' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function isLossy(type: string): boolean {
  return LOSSY.some((word) => type.toUpperCase().includes(word));
}

/** Columns that crossed as text, or as a type that is near, are what they were again. */
function restored(columns: readonly Column[], path: string): string {
  const list = columns.map(({ name, type }) => `cast(${quoted(name)} as ${type}) as ${quoted(name)}`);
  return `select ${list.join(', ')} from read_parquet(${literal(path)})`;
}

async function exported(
  session: Pick<Session, 'execute'>,
  { database, schema, identifier }: RelationRef,
  kind: 'view' | 'table',
  path: string,
): Promise<object> {
  const name = [database, schema, identifier].map((part) => quoted(part ?? '')).join('.');
  const described = await session.execute(`describe ${name}`, { fetch: true });
  const columns = described.rows.map((row) => ({ name: String(row[0]), type: String(row[1]) }));
  const list = columns.map(({ name: column, type }) =>
    isLossy(type) ? `cast(${quoted(column)} as varchar) as ${quoted(column)}` : quoted(column),
  );
  await session.execute(`copy (select ${list.join(', ')} from ${name}) to ${literal(path)} (format parquet)`);
  return { database, schema, identifier, kind, select: restored(columns, path) };
}

async function exists(session: Pick<Session, 'execute'>, relation: RelationRef): Promise<boolean> {
  const [database, schema, name] = [relation.database, relation.schema, relation.identifier].map((n) =>
    literal(n ?? ''),
  );
  const found = await session.execute(
    `select 1 from information_schema.tables where lower(table_catalog) = lower(${database}) and lower(table_schema) = lower(${schema}) and lower(table_name) = lower(${name})`,
    { fetch: true },
  );
  return found.rows.length > 0;
}

async function created(session: Pick<Session, 'execute'>, made: Made): Promise<void> {
  const { temporary, identifier, columns, path } = made;
  const name = temporary ? quoted(identifier) : [made.database, made.schema, identifier].map(quoted).join('.');
  await session.execute(
    `create or replace ${temporary ? 'temporary ' : ''}table ${name} as ${restored(columns, path)}`,
  );
  const counted = await session.execute(`select count(*) from ${name}`, { fetch: true });
  const rows = Number(counted.rows[0]?.[0]);
  if (rows !== made.rows) throw new Error(`Python made ${made.rows} rows and ${rows} arrived`);
}

/** Starts Python and waits for its end; what it writes goes to who listens. */
async function python(job: PythonJob, path: string, onStart: (running: Stoppable) => void): Promise<void> {
  const options = { cwd: job.folder, env: { ...job.env, PYTHONUTF8: '1', PYTHONUNBUFFERED: '1' } };
  for (const command of job.executable === undefined ? ['python3', 'python'] : [job.executable]) {
    const child = spawn(command, ['-c', SCRIPT, path], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    onStart({ stop: () => stop(child) });
    const ended = await outcome(child, job.print);
    if (ended === 'missing') continue;
    if (ended.code !== 0) throw new QuernError(pythonStopped({ how: ended.how, text: ended.text }));
    return;
  }
  throw new QuernError(pythonMissing({ executable: job.executable }));
}

type Ended = 'missing' | { readonly code: number | null; readonly how: string; readonly text: string };

function outcome(child: ChildProcess, print: (line: string) => void): Promise<Ended> {
  let text = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!;
      for (const line of lines) print(line.replace(/\r$/, ''));
    });
    stream.on('end', () => {
      if (rest !== '') print(rest);
    });
    if (stream === child.stderr) stream.on('data', (chunk: string) => (text = (text + chunk).slice(-2000)));
  }
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'EACCES' ? resolve('missing') : reject(error),
    );
    child.on('close', (code, signal) => resolve({ code, how: signal ?? `exit status ${code}`, text: text.trim() }));
  });
}

function stop(child: ChildProcess): void {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), KILL_MILLISECONDS).unref();
}

function read(path: string, job: PythonJob): Answer {
  const answer = JSON.parse(readFileSync(path, 'utf8')) as Answer;
  const { error, missing, python: executable, version } = answer;
  if (missing !== undefined) throw new QuernError(pythonPackageMissing({ name: missing, executable, version }));
  if (!error) return answer;
  const line = error.line ?? error.frames.findLast((frame) => frame.file === job.file)?.line;
  throw new PythonError(`${error.type}: ${error.message}`, {
    traceback: error.traceback.trimEnd(),
    ...(line === undefined ? {} : { line }),
    ...(error.module === null ? {} : { module: error.module }),
    executable,
  });
}
