/** What the watcher says, as text. */
import type { Paint } from '../cli/text/style.js';
import { withoutControls } from '../cli/text/width.js';
import { count, grouped, listing, resourceNoun } from '../cli/text/words.js';
import { type DiffLine, diffLines } from './diff.js';

export interface TextStyle {
  readonly paint: Paint;
  readonly unicode: boolean;
}

export interface NamedNode {
  readonly name: string;
  readonly resourceType: string;
  readonly originalFilePath: string;
}

const MOST_LINES = 60;
const MOST_NAMES = 5;

/** `models/orders.sql changed`; of many files, how many and the first few. */
export function changedFiles(paths: readonly string[]): string {
  if (paths.length === 1) return `${paths[0]} changed`;
  return `${count(paths.length, 'file')} changed: ${someOf(paths, 'more')}`;
}

/** The first few names, and how many more there are. */
export function someOf(names: readonly string[], rest: string): string {
  const shown = names.length > MOST_NAMES + 1 ? names.slice(0, MOST_NAMES) : names;
  const left = names.length - shown.length;
  return listing([...shown, ...(left > 0 ? [`${left} ${rest}`] : [])]);
}

/** `model orders (models/orders.sql)`. */
export function nodeTitle(node: NamedNode, remark: string, { paint }: TextStyle): string {
  return `${paint('strong', `${resourceNoun(node.resourceType)} ${withoutControls(node.name)}`)} ${paint('dim', `(${node.originalFilePath})${remark ? `, ${remark}` : ''}`)}`;
}

/** The compiled SQL of a node: in which lines it differs from before, or all of it where there was none. */
export function compiledText(before: string | undefined, after: string, style: TextStyle): string {
  const { paint } = style;
  if (before === undefined)
    return limited(
      trimmed(after).map((line) => `  ${withoutControls(line)}`),
      style,
    );
  const tones: Readonly<Record<DiffLine['kind'], (text: string) => string>> = {
    same: (text) => `  ${text}`,
    added: (text) => paint('good', `+ ${text}`),
    removed: (text) => paint('bad', `- ${text}`),
    gap: () => paint('dim', style.unicode ? '  …' : '  ...'),
  };
  return limited(
    diffLines(before, after).map(({ kind, text }) => tones[kind](withoutControls(text)).trimEnd()),
    style,
  );
}

function trimmed(text: string): string[] {
  return text
    .replace(/^(\s*\n)+/, '')
    .trimEnd()
    .split('\n');
}

function limited(lines: readonly string[], { paint, unicode }: TextStyle): string {
  if (lines.length <= MOST_LINES) return lines.join('\n');
  const left = count(lines.length - MOST_LINES, 'more line');
  return [...lines.slice(0, MOST_LINES), paint('dim', unicode ? `  … ${left}` : `  ... ${left}`)].join('\n');
}

export interface Status {
  readonly recompiled: number;
  readonly total: number;
  readonly seconds: number;
  readonly errors: number;
  readonly warnings: number;
  readonly files: number;
  /** False: the project could not be read, or not be compiled at all. */
  readonly loaded: boolean;
}

/** `✓ 3 of 120 nodes recompiled in 0.05 s, no problems – watching 240 files`. */
export function statusLine(status: Status, { paint, unicode }: TextStyle): string {
  const { errors, warnings } = status;
  const found = [
    errors ? paint('bad', count(errors, 'error')) : '',
    warnings ? paint('warn', count(warnings, 'warning')) : '',
  ];
  const problems = listing(found.filter(Boolean)) || 'no problems';
  const mark = errors
    ? paint('bad', unicode ? '✗' : 'x')
    : warnings
      ? paint('warn', '!')
      : paint('good', unicode ? '✓' : '+');
  const watching = paint('dim', `${unicode ? '–' : '-'} watching ${count(status.files, 'file')}`);
  if (!status.loaded) return `${mark} ${problems}, the last good state stays ${watching}`;
  const work = `${grouped(status.recompiled)} of ${count(status.total, 'node')} recompiled in ${seconds(status.seconds)}`;
  return `${mark} ${work}, ${problems} ${watching}`;
}

function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} s`;
}
