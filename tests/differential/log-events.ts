/** dbt's structured log, and ours, as something that can be compared: what each event says, without what differs from run to run. */

export interface LogEvent {
  readonly info: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly data: Readonly<Record<string, unknown>>;
}

export function logEvents(output: string): LogEvent[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** Events that tell of dbt's own machinery, or of how a tool reads a project: another tool has another one. */
const OWN_AFFAIRS: ReadonlySet<string> = new Set([
  'AdapterEventDebug',
  'AdapterEventInfo',
  'ArtifactWritten',
  'CatchableExceptionOnRun',
  'ConnectionClosed',
  'ConnectionClosedInCleanup',
  'ConnectionReused',
  'ConnectionUsed',
  'EndRunResult',
  'FlushEvents',
  'Formatting',
  'JinjaLogDebug',
  'MainReportArgs',
  'MicrobatchExecutionDebug',
  'NewConnection',
  'NewConnectionOpening',
  'Note',
  'ParsePerfInfoPath',
  'PartialParsingEnabled',
  'PartialParsingNotEnabled',
  'PartialParsingSkipParsing',
  'Rollback',
  'SQLCommit',
  'SQLQuery',
  'SQLQueryStatus',
  'SchemaCreation',
  'StateCheckVarsHash',
  'UnableToPartialParse',
  'WritingInjectedSQLForNode',
]);

/** Values that differ between two runs, or between any two tools; that they are there is compared. */
const VARYING: ReadonlySet<string> = new Set([
  'adapter_response',
  'adapter_version',
  'command',
  'command_wall_clock_time',
  'completed_at',
  'elapsed',
  'execution',
  'execution_time',
  'index',
  // Unit tests are counted in one line and not in the other.
  'node_count',
  'node_finished_at',
  'node_started_at',
  'process_in_blocks',
  'process_kernel_time',
  'process_mem_max_rss',
  'process_out_blocks',
  'process_user_time',
  'started_at',
  'thread',
  'version',
]);

/** What their log says that ours does not: events by what they are about, and values in them. That ours says more is no difference. */
export function lacking(theirs: readonly LogEvent[], ours: readonly LogEvent[]): string[] {
  const waiting = new Map<string, LogEvent[]>();
  for (const event of ours) waiting.set(subject(event), [...(waiting.get(subject(event)) ?? []), event]);
  return theirs.filter(compared).flatMap((event) => {
    const own = waiting.get(subject(event))?.shift();
    return own ? differences(event, own) : [`${subject(event)} is not told: ${event.info.msg}`];
  });
}

/** Ephemeral models are nodes of a run in dbt, and batches are told as runs of their model, too. */
function compared({ info, data }: LogEvent): boolean {
  if (OWN_AFFAIRS.has(info.name)) return false;
  const node = data.node_info as { materialized?: string; unique_id?: string; resource_type?: string } | undefined;
  const isLife = /^Node(Start|Compiling|Executing|Finished)$/.test(info.name);
  if (isLife && (node?.materialized === 'ephemeral' || node?.unique_id?.endsWith('.by_day'))) return false;
  return !(node?.resource_type === 'exposure' && /^Node(Compiling|Executing)$/.test(info.name));
}

function subject({ info, data }: LogEvent): string {
  const node = data.node_info as { unique_id?: string; node_status?: string } | undefined;
  const batch = data.batch_index === undefined ? '' : ` batch ${data.batch_index}`;
  const about = node?.unique_id ?? data.unique_id ?? data.statement ?? (info.name === 'PrintEvent' ? data.msg : '');
  // dbt does not know how a unit test has ended when it tells its result.
  const status = info.name === 'LogTestResult' && /^unit_test\./.test(String(about)) ? '' : (node?.node_status ?? '');
  return `${info.name} ${about}${batch} ${status}`.trim();
}

/** dbt describes a unit test by the node that it compiles here, and by its definition elsewhere; ours is always the definition. */
const IN_ANOTHER_SHAPE = /^(LogTestResult|RunResult\w+|SQLCompiledPath) unit_test\./;

function differences(theirs: LogEvent, ours: LogEvent): string[] {
  const say = (what: string, a: unknown, b: unknown) =>
    a === b ? [] : [`${subject(theirs)}: ${what} is ${JSON.stringify(b)}, not ${JSON.stringify(a)}`];
  const isWorker = ({ info }: LogEvent) => String(info.thread).startsWith('Thread-');
  const own = new Map(leaves(steady(ours.data)));
  return [
    ...say('code', theirs.info.code, ours.info.code),
    ...say('level', theirs.info.level, ours.info.level),
    // What is skipped takes up no worker of ours.
    ...(/skipped|MarkSkipped|NodeStart/.test(subject(theirs))
      ? []
      : say('on a worker', isWorker(theirs), isWorker(ours))),
    ...leaves(steady(theirs.data))
      .filter(([path]) => !(path.startsWith('data.node_info.') && IN_ANOTHER_SHAPE.test(subject(theirs))))
      .flatMap(([path, value]) => say(path, value, own.get(path))),
  ];
}

/** The values of a tree by their paths. */
function leaves(value: unknown, path = 'data'): [string, unknown][] {
  if (value === null || typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, `${path}.${key}`));
}

function steady(value: unknown, key = ''): unknown {
  if (VARYING.has(key)) return value === '' ? '' : `<${typeof value}>`;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // What a database says has lines of its own in each tool; dbt-duckdb calls its errors errors at run time.
  if ((key === 'msg' || key === 'message') && typeof value === 'string')
    return value.split('\n')[0]!.replace(/^Runtime Error in/, 'Database Error in');
  // How many macros a tool brings is its own affair.
  if (key === 'stat_line' && typeof value === 'string')
    return value
      .replace(/\d+ macros/, '<n> macros')
      .split(', ')
      .sort()
      .join();
  if (Array.isArray(value)) return value.map((item) => steady(item));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, steady(item, name)]));
}
