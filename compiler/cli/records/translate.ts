import type { Diagnostic } from '../../base/diagnostics.js';
import type { NodeInfo, QuernEvent } from '../../base/events.js';
import type { CliEvent } from '../events.js';
import { deduplicate, identity, renderDiagnostic } from '../render-diagnostic.js';
import { count, listing } from '../text/words.js';
import { EVENTS, WARNING_CODES } from './codes.js';
import {
  batchFinishLine,
  batchStartLine,
  type Draft,
  finishLine,
  finishRecord,
  hookFinishRecord,
  isoMicros,
  nodeInfo,
  progressLine,
  startLine,
  startRecord,
  statLine,
} from './node-records.js';
import type { LogRecord } from './record.js';
import { summaryRecords } from './summary-records.js';
import { Tally } from './tally.js';

export const MAIN_THREAD = 'MainThread';

export interface TranslatorOptions {
  readonly now: () => Date;
  /** Columns of progress lines. */
  printerWidth: number;
}

/** Turns events into records of dbt's structured log, keeping what later records need of earlier events. */
export class Translator {
  tally = new Tally();
  readonly #running = new Map<string, { readonly node: NodeInfo; readonly started: Date }>();
  readonly #told = new Set<string>();
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
        return [{ name: 'PrintEvent', message: event.message, data: { msg: event.message }, isResult: true }];
      case 'query':
        return [
          {
            name: 'SQLQuery',
            message: `On ${event.connection}: ${event.sql}`,
            data: { conn_name: event.connection, sql: event.sql, ...this.#infoOf(event.nodeId) },
          },
        ];
      case 'query-finished':
        return [
          {
            name: 'SQLQueryStatus',
            message: `SQL status: OK in ${event.seconds.toFixed(3)} seconds`,
            data: { elapsed: event.seconds, query_id: '', status: 'OK', ...this.#infoOf(event.nodeId) },
          },
        ];
      case 'run-started':
        return event.total === 0 ? [] : concurrency(event);
      case 'node-started':
        this.#running.set(event.node.uniqueId, { node: event.node, started: time });
        return [startRecord(event, time), ...(this.#showsNodes ? [startLine(event, width, time)] : [])];
      case 'node-finished': {
        const started = this.#running.get(event.node.uniqueId)?.started;
        this.#running.delete(event.node.uniqueId);
        this.tally.addNode(event);
        if (event.diagnostic) this.#told.add(identity(event.diagnostic));
        const line = this.#showsNodes ? [finishLine(event, width, started, time)] : [];
        return [...line, finishRecord(event, started, time)];
      }
      case 'batch-started':
        return [batchStartLine(event, width, time)];
      case 'batch-finished':
        return [batchFinishLine(event, width, time)];
      case 'hook-started':
        return [
          {
            name: 'LogHookStartLine',
            message: progressLine(event.index, event.total, `START hook: ${event.name}`, 'RUN', width),
            data: { index: event.index, total: event.total, statement: event.name },
          },
        ];
      case 'hook-finished':
        this.tally.addHook(event.status);
        return [hookFinishRecord(event, width), ...(event.index === event.total ? [EMPTY_LINE] : [])];
      case 'run-finished':
        return this.#showsNodes ? summaryRecords(this.tally, event.seconds, this.#command) : this.#problemsOnly(time);
      case 'result':
        return resultRecords(event);
      case 'opening':
        return [];
      case 'note':
        return [{ name: 'Note', message: event.message, data: { msg: event.message } }];
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
        return [completed(event, time)];
    }
  }

  /** Whether the command's purpose is to run nodes; others mention them in the log file only. */
  get #showsNodes(): boolean {
    return !QUIET.has(this.#command);
  }

  #invocation(event: Extract<QuernEvent, { type: 'invocation-started' }>): Draft[] {
    if (this.#command !== '') return [];
    this.#command = event.command;
    const args = Object.fromEntries(
      Object.entries(event.args).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
    return [
      {
        name: 'MainReportVersion',
        message: `Running with quern=${event.version}`,
        data: { version: `=${event.version}`, log_version: 3 },
      },
      { name: 'MainReportArgs', message: `running quern with arguments ${JSON.stringify(args)}`, data: { args } },
    ];
  }

  #infoOf(nodeId: string | undefined): { node_info?: unknown } {
    const running = nodeId === undefined ? undefined : this.#running.get(nodeId);
    return running ? { node_info: nodeInfo(running.node, 'executing', running.started) } : {};
  }

  #templateLog(event: Extract<QuernEvent, { type: 'log' }>): Draft {
    const name = event.level === 'info' ? 'JinjaLogInfo' : event.level === 'warn' ? 'JinjaLogWarning' : 'JinjaLogDebug';
    return { name, message: event.message, data: { msg: event.message, ...this.#infoOf(event.nodeId) } };
  }

  #diagnostic(diagnostic: Diagnostic, time: Date): LogRecord[] {
    const key = identity(diagnostic);
    if (this.#told.has(key)) return [];
    this.#told.add(key);
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

const QUIET: ReadonlySet<string> = new Set(['compile', 'show', 'list', 'ls', 'parse', 'docs generate']);
const EMPTY_LINE: Draft = { name: 'Formatting', message: '', data: { msg: '' } };

function loaded(event: Extract<QuernEvent, { type: 'project-loaded' }>): Draft[] {
  const line = statLine(event.counts, (n, noun) => count(n, noun));
  return [
    {
      name: 'AdapterRegistered',
      message: `Registered adapter: ${event.adapter}`,
      data: { adapter_name: event.adapter, adapter_version: '' },
    },
    { name: 'FoundStats', message: `Found ${line || 'nothing'}`, data: { stat_line: line } },
    {
      name: 'Note',
      level: 'debug',
      message: `Loaded the project in ${event.seconds.toFixed(3)} seconds: ${event.parsed} files parsed, ${event.cached} from the cache`,
    },
  ];
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
    },
    thread: MAIN_THREAD,
    time,
    diagnostic,
  };
}
