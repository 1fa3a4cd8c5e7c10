import type { Diagnostic } from '../../base/diagnostics.js';
import type { NodeStatus, QuernEvent } from '../../base/events.js';
import type { CliEvent } from '../events.js';
import { deduplicate, identity, renderDiagnostic } from '../render-diagnostic.js';
import { count, listing, resourceNoun } from '../text/words.js';
import { packageVersion } from '../version.js';
import { argumentsRecord } from './arguments.js';
import { batchFinishLine, batchStartLine } from './batch-records.js';
import { EVENTS, WARNING_CODES } from './codes.js';
import { type Draft, EMPTY_LINE } from './draft.js';
import { hookFinished, hookStarted } from './hook-records.js';
import { isoMicros, nodeInfo } from './node-info.js';
import {
  finishLine,
  finishRecord,
  phaseRecord,
  type Running,
  skipsChildren,
  startLine,
  startRecord,
} from './node-records.js';
import { overloadFinishLine, overloadStartLine } from './overload-records.js';
import type { Level, LogRecord, RecordData } from './record.js';
import { suiteRecords } from './suite-records.js';
import { summaryRecords } from './summary-records.js';
import { OUTCOMES, Tally } from './tally.js';

type NodeFinished = Extract<QuernEvent, { type: 'node-finished' }>;

export const MAIN_THREAD = 'MainThread';

export interface TranslatorOptions {
  readonly now: () => Date;
  /** Columns of progress lines. */
  printerWidth: number;
  /** Whether what the process has used is shown, and not only logged. */
  readonly showsResources?: boolean;
}

/** Turns events into records of dbt's structured log, keeping what later records need of earlier events. */
export class Translator {
  tally = new Tally();
  readonly #running = new Map<string, Running>();
  readonly #told = new Set<string>();
  /** How often each deprecation was told, by its event. */
  readonly #deprecations = new Map<string, number>();
  #command = '';

  constructor(readonly options: TranslatorOptions) {}

  records(event: CliEvent): LogRecord[] {
    const time = this.options.now();
    return this.#drafts(event, time).map((draft) => (draft.code === undefined ? this.#record(draft, time) : draft));
  }

  #record(draft: Draft, time: Date): LogRecord {
    const [code, level] = EVENTS[draft.name];
    return { code, level, message: '', data: {}, thread: MAIN_THREAD, time, ...draft };
  }

  #drafts(event: CliEvent, time: Date): (Draft | LogRecord)[] {
    const width = this.options.printerWidth;
    switch (event.type) {
      case 'invocation-started':
        return this.#invocation(event);
      case 'project-loaded':
        return loaded(event);
      case 'diagnostic':
        return this.#diagnostic(event.diagnostic, time);
      case 'log':
        return [this.#templateLog(event)];
      case 'print':
        return [
          {
            name: 'PrintEvent',
            message: event.message,
            data: { msg: event.message },
            isResult: true,
            ...this.#thread(event.nodeId),
          },
        ];
      case 'query':
        return [
          {
            name: 'SQLQuery',
            message: `On ${event.connection}: ${event.sql}`,
            ...this.#during(event.nodeId, { conn_name: event.connection, sql: event.sql }),
          },
        ];
      case 'query-finished':
        return [
          {
            name: 'SQLQueryStatus',
            message: `SQL status: OK in ${event.seconds.toFixed(3)} seconds`,
            ...this.#during(event.nodeId, { elapsed: event.seconds, query_id: '', status: 'OK' }),
          },
        ];
      case 'run-started':
        return event.total === 0 ? [] : concurrency(event);
      case 'node-started': {
        const running = { node: event.node, status: 'started', started: time, threadId: event.threadId };
        this.#running.set(event.node.uniqueId, running);
        return [startRecord(running), ...(this.#showsNodes ? startLine(event, width, time) : [])];
      }
      case 'node-phase': {
        const running = this.#running.get(event.nodeId);
        return running ? [phaseRecord(event, running)] : [];
      }
      case 'node-finished':
        return this.#finished(event, time);
      case 'batch-started':
        return [batchStartLine(event, width, time)];
      case 'overload-started':
        return [overloadStartLine(event, width, time)];
      case 'overload-finished':
        return [overloadFinishLine(event, width, time)];
      case 'batch-finished':
        return [batchFinishLine(event, width, time)];
      case 'hook-started':
        this.#running.set(event.node.uniqueId, {
          node: event.node,
          status: 'None',
          started: time,
          threadId: MAIN_THREAD,
        });
        return hookStarted(event, width, time);
      case 'hook-finished':
        this.#running.delete(event.node.uniqueId);
        this.tally.addHook(event.status);
        return hookFinished(event, width, time);
      case 'artifact-written':
        return [
          {
            name: 'ArtifactWritten',
            message: `Wrote artifact ${event.kind} to ${event.path}`,
            data: { artifact_type: event.kind, artifact_path: event.path },
          },
        ];
      case 'suites-finished':
        return suiteRecords(event.suites);
      case 'run-finished':
        return this.#showsNodes ? summaryRecords(this.tally, event.seconds, this.#command) : this.#problemsOnly(time);
      case 'result':
        return resultRecords(event);
      case 'opening':
        return [];
      case 'note':
        return [event.name ? { ...note(event.message), name: event.name, data: noteData(event) } : note(event.message)];
      case 'told':
        return [{ name: event.name, message: event.message, data: event.data ?? { msg: event.message } }];
      case 'failed':
        return this.#failed(event.diagnostics, event.stack, time);
      case 'interrupted':
        this.tally.interrupted = true;
        return [
          { name: 'MainKeyboardInterrupt', message: 'ctrl-c: cancelling what runs; press it again to stop at once' },
        ];
      case 'round-started':
        this.#command = event.command;
        this.tally = new Tally();
        this.#told.clear();
        this.#running.clear();
        return [];
      case 'command-finished':
        return [
          ...deprecations(this.#deprecations),
          resourceReport(event, this.options.showsResources),
          completed(event, time),
        ];
    }
  }

  /** Whether the command's purpose is to run nodes; others mention them in the log file only. */
  get #showsNodes(): boolean {
    return !QUIET.has(this.#command);
  }

  #invocation(event: Extract<QuernEvent, { type: 'invocation-started' }>): Draft[] {
    if (this.#command !== '') return [];
    this.#command = event.command;
    return [
      {
        name: 'MainReportVersion',
        message: `Running with quern=${event.version}`,
        data: { version: `=${event.version}`, log_version: 3 },
      },
      argumentsRecord(event),
    ];
  }

  #finished(event: NodeFinished, time: Date): Draft[] {
    const { node, status } = event;
    const known = this.#running.get(node.uniqueId);
    this.#running.delete(node.uniqueId);
    const running = known ?? { node, status: 'started', started: time, threadId: event.threadId ?? MAIN_THREAD };
    this.tally.addNode(event);
    if (event.diagnostic) this.#told.add(identity(event.diagnostic));
    const records = [finishRecord(event, running, time)];
    if (this.#showsNodes) records.unshift(finishLine(event, this.options.printerWidth, running, time));
    if (!known) records.unshift(startRecord(running));
    if (skipsOthers(status, this.#command)) records.push(skipsChildren(event, running));
    return records;
  }

  /** Data of what happens during a node's run. */
  #during(nodeId: string | undefined, data: RecordData): Pick<Draft, 'data' | 'thread'> {
    const running = nodeId === undefined ? undefined : this.#running.get(nodeId);
    if (!running) return { data };
    const { node, status, started, threadId } = running;
    return {
      data: () => ({ ...data, node_info: nodeInfo(node, status, status === 'None' ? undefined : started) }),
      thread: threadId,
    };
  }

  #thread(nodeId: string | undefined): Pick<Draft, 'thread'> {
    const running = nodeId === undefined ? undefined : this.#running.get(nodeId);
    return running ? { thread: running.threadId } : {};
  }

  #templateLog(event: Extract<QuernEvent, { type: 'log' }>): Draft {
    const name = event.level === 'info' ? 'JinjaLogInfo' : event.level === 'warn' ? 'JinjaLogWarning' : 'JinjaLogDebug';
    return { name, message: event.message, ...this.#during(event.nodeId, { msg: event.message }) };
  }

  #diagnostic(diagnostic: Diagnostic, time: Date): LogRecord[] {
    const key = identity(diagnostic);
    if (this.#told.has(key)) return [];
    this.#told.add(key);
    const { event } = diagnostic;
    if (event?.endsWith('Deprecation')) this.#deprecations.set(event, (this.#deprecations.get(event) ?? 0) + 1);
    return [diagnosticRecord(diagnostic, time)];
  }

  #problemsOnly(time: Date): LogRecord[] {
    return this.tally.problems.flatMap((event) => (event.diagnostic ? [diagnosticRecord(event.diagnostic, time)] : []));
  }

  #failed(diagnostics: readonly Diagnostic[], stack: string | undefined, time: Date): (Draft | LogRecord)[] {
    const unique = deduplicate(diagnostics);
    const families = listing([...new Set(unique.map((d) => d.category))]);
    const message = `Encountered ${unique.length === 1 ? 'an error' : count(unique.length, 'error')}: ${families}`;
    return [
      {
        name: 'MainEncounteredError',
        message,
        accent: { text: message, tone: 'bad' },
        data: { exc: unique.map((d) => `${d.category}\n  ${d.message}`).join('\n') },
      },
      ...unique.flatMap((diagnostic) => this.#diagnostic(diagnostic, time)),
      ...(stack ? [{ name: 'MainStackTrace', message: stack, data: { stack_trace: stack } } as const] : []),
    ];
  }
}

/** Whether what depends on a node with this status does not run. */
function skipsOthers(status: NodeStatus, command: string): boolean {
  const outcome = OUTCOMES[status];
  if (outcome === 'partial' || status === 'error') return true;
  return command === 'build' && (outcome === 'error' || outcome === 'skip');
}

const QUIET: ReadonlySet<string> = new Set(['compile', 'show', 'list', 'ls', 'parse', 'docs generate']);

function loaded(event: Extract<QuernEvent, { type: 'project-loaded' }>): Draft[] {
  const line = Object.entries(event.counts)
    .filter(([, n]) => n > 0)
    .map(([type, n]) => count(n, resourceNoun(type)))
    .join(', ');
  return [
    {
      name: 'AdapterRegistered',
      message: `Registered adapter: ${event.adapter}=${packageVersion()}`,
      data: { adapter_name: event.adapter, adapter_version: `=${packageVersion()}` },
    },
    { name: 'FoundStats', message: `Found ${line || 'nothing'}`, data: { stat_line: line } },
    note(
      `Loaded the project in ${event.seconds.toFixed(3)} seconds: ${event.parsed} files parsed, ${event.cached} from the cache`,
      'debug',
    ),
  ];
}

function note(message: string, level: Level = 'info'): Draft {
  return { name: 'Note', level, message, data: { msg: message } };
}

function noteData({ path, message }: Extract<CliEvent, { type: 'note' }>): RecordData {
  return path === undefined ? { msg: message } : { path };
}

function resultRecords(event: Extract<CliEvent, { type: 'result' }>): Draft[] {
  const result: Draft = {
    name: event.kind,
    message: event.text,
    data: event.data ?? { msg: event.text },
    isResult: true,
  };
  return event.heading
    ? [{ name: 'Note', message: event.heading, data: { msg: event.heading }, isHeading: true }, result]
    : [result];
}

function concurrency(event: Extract<QuernEvent, { type: 'run-started' }>): Draft[] {
  const message = `Concurrency: ${event.threads} threads (target='${event.target}')`;
  return [
    EMPTY_LINE,
    {
      name: 'ConcurrencyLine',
      message,
      data: { node_count: event.total, num_threads: event.threads, target_name: event.target },
    },
    EMPTY_LINE,
  ];
}

function deprecations(counts: ReadonlyMap<string, number>): Draft[] {
  if (counts.size === 0) return [];
  const lines = [...counts].map(([event, n]) => `- ${event}: ${count(n, 'occurrence')}`);
  return [
    {
      name: 'DeprecationsSummary',
      message: `Summary of encountered deprecations:\n\n${lines.join('\n\n')}`,
      data: {
        summaries: [...counts].map(([event, n]) => ({
          event_name: event,
          event_code: WARNING_CODES[event] ?? '',
          occurrences: n,
        })),
        show_all_hint: false,
      },
    },
  ];
}

/** What the process has used, in dbt's units. */
function resourceReport(
  { command, exitCode, seconds }: Extract<CliEvent, { type: 'command-finished' }>,
  shown = false,
): Draft {
  const used = process.resourceUsage();
  const data = {
    command_name: command,
    command_success: exitCode === 0,
    command_wall_clock_time: seconds,
    process_in_blocks: String(used.fsRead),
    process_kernel_time: used.systemCPUTime / 1e6,
    process_mem_max_rss: String(used.maxRSS),
    process_out_blocks: String(used.fsWrite),
    process_user_time: used.userCPUTime / 1e6,
  };
  return {
    name: 'ResourceReport',
    message: `Resource report: ${JSON.stringify(data)}`,
    data,
    ...(shown ? { level: 'info' as const } : {}),
  };
}

function completed(event: Extract<CliEvent, { type: 'command-finished' }>, time: Date): Draft {
  const success = event.exitCode === 0;
  const command = `quern ${event.command}`;
  const clock = isoMicros(time).slice(11);
  return {
    name: 'CommandCompleted',
    message: `Command \`${command}\` ${success ? 'succeeded' : 'failed'} at ${clock} after ${event.seconds.toFixed(2)} seconds`,
    data: { command, success, elapsed: event.seconds, completed_at: `${isoMicros(time)}Z` },
  };
}

/** A diagnostic as a record: under dbt's event where it has one, under its own code otherwise. */
export function diagnosticRecord(diagnostic: Diagnostic, time: Date): LogRecord {
  const { span, severity } = diagnostic;
  const at = span?.file.locate(span.start);
  return {
    name: diagnostic.event ?? 'Diagnostic',
    code: (diagnostic.event && WARNING_CODES[diagnostic.event]) || diagnostic.code,
    level: severity === 'warning' ? 'warn' : severity,
    message: renderDiagnostic(diagnostic),
    data: {
      code: diagnostic.code,
      severity,
      category: diagnostic.category,
      message: diagnostic.message,
      hint: diagnostic.hint ?? null,
      path: span?.file.path ?? null,
      line: at?.line ?? null,
      column: at?.column ?? null,
      node: diagnostic.nodeId ?? null,
      ...diagnostic.eventData,
    },
    thread: MAIN_THREAD,
    time,
    diagnostic,
  };
}
