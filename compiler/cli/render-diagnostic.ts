import type { Diagnostic, Severity } from '../base/diagnostics.js';
import { type FrameOptions, place, renderFrame, wrap } from './render-frame.js';
import { type Paint, plainPaint, type Tone } from './text/style.js';
import { withoutControls } from './text/width.js';
import { count } from './text/words.js';

export interface RenderOptions {
  readonly paint?: Paint;
  /** Columns of the output; by default 120. */
  readonly width?: number;
  /** Lines of source before and after the marked ones; by default 1. */
  readonly context?: number;
}

const TONES: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'warn', info: 'info' };
const INDENT = '  ';
const MOST_TRACE_STEPS = 12;

/**
 * A diagnostic as people read it:
 *
 *     error[REF001]: Model 'orders' refers to 'stg_order', which does not exist
 *       models/orders.sql:4:13
 *       4 | from {{ ref('stg_order') }}
 *         |             ^^^^^^^^^^^ Did you mean 'stg_orders'?
 */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const { paint = plainPaint, width = 120, context = 1 } = options;
  const tone = TONES[diagnostic.severity];
  const frame: FrameOptions = { paint, tone, width, context, indent: INDENT };
  const [headline, ...more] = shownText(diagnostic.message).split('\n');
  const lines = [`${paint(tone, `${diagnostic.severity}[${diagnostic.code}]`)}${paint('strong', `: ${headline}`)}`];
  for (const line of more) lines.push((INDENT + line).trimEnd());

  const { span, hint } = diagnostic;
  const note = diagnostic.label ?? (hint && !hint.includes('\n') ? hint : undefined);
  const framed = span ? renderFrame(span, note && shownText(note), frame) : [];
  if (span) lines.push(INDENT + paint('dim', place(span)), ...framed);
  else if (diagnostic.nodeId) lines.push(INDENT + paint('dim', `in ${withoutControls(diagnostic.nodeId)}`));

  const hintIsShown = hint !== undefined && note === hint && framed.length > 0;
  if (hint && !hintIsShown) lines.push(...tagged('hint', hint, width, paint));
  if (note && note !== hint && framed.length === 0) lines.push(...tagged('note', note, width, paint));
  for (const related of diagnostic.related ?? []) {
    lines.push(...tagged('note', related.message, width, paint), `${INDENT}${paint('dim', place(related.span))}`);
    lines.push(...renderFrame(related.span, undefined, { ...frame, tone: 'info', context: 0 }));
  }
  lines.push(...renderTrace(diagnostic, paint));
  return lines.join('\n');
}

const LONGEST_LINE = 600;

/** A text of a user's, without what could steer the terminal; of an enormous line the ends. */
function shownText(text: string): string {
  return withoutControls(text)
    .split('\n')
    .map((line) =>
      line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE / 2)} … ${line.slice(-LONGEST_LINE / 4)}`,
    )
    .join('\n');
}

function tagged(tag: string, text: string, width: number, paint: Paint): string[] {
  const lines = wrap(shownText(text), Math.max(width - INDENT.length - tag.length - 2, 20));
  return lines.map((line, index) =>
    `${INDENT}${index === 0 ? `${paint('info', tag)}: ` : ' '.repeat(tag.length + 2)}${line}`.trimEnd(),
  );
}

function renderTrace(diagnostic: Diagnostic, paint: Paint): string[] {
  const steps = diagnostic.trace ?? [];
  const [first] = steps;
  // A single call that stands at the place itself says nothing new.
  if (!first || (steps.length === 1 && first.span && diagnostic.span && place(first.span) === place(diagnostic.span)))
    return [];
  const shown =
    steps.length > MOST_TRACE_STEPS
      ? [...steps.slice(0, MOST_TRACE_STEPS / 2), undefined, ...steps.slice(-MOST_TRACE_STEPS / 2)]
      : steps;
  const lines = [`${INDENT}${paint('dim', 'macro calls, innermost first:')}`];
  for (const step of shown) {
    if (!step)
      lines.push(`${INDENT}${INDENT}${paint('dim', `… ${count(steps.length - MOST_TRACE_STEPS, 'more call')} …`)}`);
    else
      lines.push(
        `${INDENT}${INDENT}${withoutControls(step.name)}${step.span ? paint('dim', `  ${place(step.span)}`) : ''}`,
      );
  }
  return lines;
}

/** What two diagnostics have in common when the reader needs only one of them. */
export function identity(diagnostic: Diagnostic): string {
  const { span } = diagnostic;
  return [diagnostic.code, diagnostic.severity, diagnostic.message, span ? `${span.file.path}:${span.start}` : ''].join(
    '\u0000',
  );
}

export function deduplicate(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((d) => [identity(d), d])).values()];
}

export interface GroupOptions extends RenderOptions {
  /** How many warnings of one code are shown in full; by default 5. */
  readonly limit?: number;
}

/** Several diagnostics: each once, remarks first and errors last, many warnings of one kind shortened, and a line that counts them. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: GroupOptions = {}): string {
  const { paint = plainPaint, limit = 5 } = options;
  const unique = deduplicate(diagnostics);
  if (unique.length === 0) return '';
  const blocks: string[] = [];
  for (const severity of ['info', 'warning', 'error'] as const) {
    const shown = new Map<string, number>();
    for (const diagnostic of unique.filter((d) => d.severity === severity)) {
      const n = (shown.get(diagnostic.code) ?? 0) + 1;
      shown.set(diagnostic.code, n);
      if (severity === 'error' || n <= limit) blocks.push(renderDiagnostic(diagnostic, options));
    }
    for (const [code, n] of shown) {
      if (severity !== 'error' && n > limit)
        blocks.push(
          paint('dim', `… and ${count(n - limit, `more ${code} ${severity === 'info' ? 'remark' : 'warning'}`)}`),
        );
    }
  }
  blocks.push(countLine(unique, paint));
  return blocks.join('\n\n');
}

/** `2 errors, 1 warning`. */
export function countLine(diagnostics: readonly Diagnostic[], paint: Paint = plainPaint): string {
  const number = (severity: Severity) => diagnostics.filter((d) => d.severity === severity).length;
  const parts: string[] = [];
  if (number('error') > 0) parts.push(paint('bad', count(number('error'), 'error')));
  if (number('warning') > 0) parts.push(paint('warn', count(number('warning'), 'warning')));
  if (number('info') > 0) parts.push(count(number('info'), 'remark'));
  return parts.join(', ');
}
