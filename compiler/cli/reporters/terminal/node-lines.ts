import type { NodeInfo, QuernEvent } from '../../../base/events.js';
import { OUTCOMES, type Outcome } from '../../records/tally.js';
import type { Paint, Tone } from '../../text/style.js';
import { displayWidth, padEnd, padStart, stripEscapes, truncate, withoutControls } from '../../text/width.js';
import { count, duration, elapsed } from '../../text/words.js';
import type { Symbols } from './symbols.js';

type NodeFinished = Extract<QuernEvent, { type: 'node-finished' }>;

export interface LineStyle {
  readonly paint: Paint;
  readonly symbols: Symbols;
  readonly columns: number;
}

const WIDEST = 100;
const KIND_COLUMNS = 12;
const TIME_COLUMNS = 8;
const LEAST_NAME = 8;

const MARKS: Readonly<Record<Outcome, readonly [keyof Symbols & ('pass' | 'fail' | 'warn' | 'skip'), Tone]>> = {
  pass: ['pass', 'good'],
  reused: ['pass', 'good'],
  warn: ['warn', 'warn'],
  partial: ['warn', 'warn'],
  error: ['fail', 'bad'],
  skip: ['skip', 'dim'],
  noop: ['skip', 'dim'],
};

/** `view`, `table`, `seed`, `test`. */
export function kindLabel(node: NodeInfo): string {
  if (node.resourceType === 'model') return node.microbatch ? 'microbatch' : node.materialized;
  return node.resourceType === 'unit_test' ? 'unit test' : node.resourceType;
}

export function nodeName(node: NodeInfo): string {
  return withoutControls(node.resourceType === 'test' ? node.name : node.displayName);
}

/** A line of the table: mark, kind, name, remark, time; the name gives way where there is little room. */
function row(mark: string, kind: string, name: string, remark: string, time: string, style: LineStyle): string {
  const { paint, columns } = style;
  const width = Math.min(columns - 1, WIDEST);
  const kindColumns = width >= 50 ? KIND_COLUMNS : 0;
  const timeColumns = width >= 20 ? TIME_COLUMNS : 0;
  const fixed = 2 + 2 + kindColumns + timeColumns;
  const remarkColumns = remark && width - fixed - displayWidth(remark) - 2 >= LEAST_NAME ? displayWidth(remark) + 2 : 0;
  const nameColumns = Math.max(width - fixed - remarkColumns, 1);
  const shownKind = kindColumns ? paint('dim', padEnd(truncate(kind, kindColumns - 1), kindColumns)) : '';
  const shownRemark = remarkColumns ? padStart(remark, remarkColumns) : '';
  return `  ${mark} ${shownKind}${padEnd(truncate(name, nameColumns), nameColumns)}${paint('dim', shownRemark)}${paint('dim', timeColumns ? padStart(time, timeColumns) : '')}`;
}

export function finishedLine(event: NodeFinished, style: LineStyle): string {
  const { paint, symbols } = style;
  const outcome = OUTCOMES[event.status];
  const [symbol, tone] = MARKS[outcome];
  const time = outcome === 'skip' ? 'skipped' : duration(event.seconds);
  return row(paint(tone, symbols[symbol]), kindLabel(event.node), nodeName(event.node), remarkOf(event), time, style);
}

function remarkOf(event: NodeFinished): string {
  if (event.node.resourceType === 'source') return event.status === 'runtime error' ? '' : event.message.split(',')[0]!;
  if (event.status === 'fail' || event.status === 'warn')
    return event.failures === null ? '' : count(event.failures, 'row');
  if (event.status === 'partial success') return event.message.toLowerCase();
  if (OUTCOMES[event.status] !== 'pass') return '';
  const affected = event.adapterResponse?.rows_affected;
  if (typeof affected === 'number' && affected >= 0) return count(affected, 'row');
  const rows = /^(?:INSERT|SELECT|MERGE|UPDATE|COPY)\D*(?:0 )?(\d+)$/i.exec(event.message);
  return rows ? count(Number(rows[1]), 'row') : '';
}

export function runningLine(node: NodeInfo, seconds: number, spinner: string, style: LineStyle): string {
  return row(
    style.paint('info', spinner),
    kindLabel(node),
    nodeName(node),
    '',
    seconds < 1 ? '' : elapsed(seconds),
    style,
  );
}

/** The bar with its numbers; on a narrow screen the numbers alone. */
export function progressBar(done: number, total: number, notes: readonly string[], style: LineStyle): string {
  const { paint, symbols, columns } = style;
  const text = [`${done} of ${total}`, ...notes].join(` ${symbols.dot} `);
  const room = Math.min(columns - 1, WIDEST) - displayWidth(text) - 4;
  if (room < 8) return `  ${truncate(stripEscapes(text), Math.max(columns - 3, 1))}`;
  const length = Math.min(room, 32);
  const filled = total > 0 ? Math.min(Math.floor((done / total) * length), length) : 0;
  const bar = paint('good', symbols.barDone.repeat(filled)) + paint('dim', symbols.barLeft.repeat(length - filled));
  return `  ${bar}  ${text}`;
}
