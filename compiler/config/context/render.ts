import { type Diagnostic, type DiagnosticSink, QuernError } from '../../base/diagnostics.js';
import { CalendarDate, Timestamp } from '../../base/scalars.js';
import { SourceFile, type Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import { isScalarObject } from '../../base/yaml/scalars.js';
import { type Context, parseTemplate, TemplateError } from '../../jinja/index.js';
import { adviceOnSyntax } from '../../jinja/syntax-advice.js';
import { fromValue, Undefined } from '../../jinja/values/index.js';
import { renderFailed, undefinedName } from '../diagnostics.js';
import { revealSecrets, YamlContext } from './yaml-context.js';

export type Path = readonly (string | number)[];

/** Where the value at a path stands; asked only when something is wrong with it. */
export type SpanOf = (path: Path) => Span;

export interface RenderYamlOptions {
  /** False: the value at this path is taken as it is (rendered later, or never). */
  readonly shouldRender?: (path: Path) => boolean;
  /** The path of `value` in its document. */
  readonly at?: Path;
}

const JINJA = /\{[{%#]|[#}%]\}/;

/**
 * Renders every text of a YAML value, keys excepted: `"{{ 1 + 1 }}"` becomes a number, a text that is one expression keeps the type of
 * its value; dates become ISO text. Problems go to `sink`, and the text stays as it was written. The value is not changed.
 */
export function renderYamlValue(
  value: unknown,
  context: Context,
  spanOf: SpanOf,
  sink: DiagnosticSink,
  options: RenderYamlOptions = {},
): unknown {
  const path: (string | number)[] = [...(options.at ?? [])];
  const visit = (current: unknown): unknown => {
    if (typeof current === 'string') {
      if (!JINJA.test(current) && !current.endsWith('\n')) return current;
      if (options.shouldRender && !options.shouldRender(path)) return current;
      return renderText(current, context, () => spanOf([...path]), sink);
    }
    if (current === null || typeof current !== 'object') return current;
    if (Array.isArray(current)) {
      return current.map((item, index) => {
        path.push(index);
        const result = visit(item);
        path.pop();
        return result;
      });
    }
    if (isScalarObject(current)) {
      const date = current instanceof CalendarDate || current instanceof Timestamp;
      return date && (options.shouldRender?.(path) ?? true) ? current.iso : current;
    }
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(current)) {
      path.push(key);
      const item = visit((current as Record<string, unknown>)[key]);
      path.pop();
      if (key === '__proto__')
        Object.defineProperty(result, key, { value: item, enumerable: true, configurable: true, writable: true });
      else result[key] = item;
    }
    return result;
  };
  return visit(value);
}

/** One text of a YAML file, rendered natively. */
export function renderText(text: string, context: Context, spanOf: () => Span, sink: DiagnosticSink): unknown {
  // Jinja drops one line break at the end of a template.
  if (!JINJA.test(text)) return text.replace(/\r?\n$/, '');
  const file = new SourceFile('', text);
  try {
    const output = parseTemplate(file).render(context, { native: true, undefined: 'lenient' });
    const value = output.value;
    if (value instanceof Undefined) {
      const name = /^\s*\{\{-?\s*([A-Za-z_]\w*)/.exec(text)?.[1] ?? text;
      const near = context instanceof YamlContext ? closest(name, context.names()) : undefined;
      const from = Math.max(text.indexOf(name), 0);
      sink.report(
        undefinedName({ name, near }, within(spanOf(), text, { file, start: from, end: from + name.length })),
      );
      return text;
    }
    const result = value === undefined ? output.text : fromValue(value);
    return typeof result === 'string' && context instanceof YamlContext
      ? revealSecrets(result, context.scope.env)
      : result;
  } catch (error) {
    for (const diagnostic of diagnosticsOf(error, file)) {
      sink.report({ ...diagnostic, span: within(spanOf(), text, diagnostic.span) });
    }
    return text;
  }
}

/** Diagnostics of whatever a template throws; spans are in the template's own text. */
function diagnosticsOf(error: unknown, file: SourceFile): readonly Diagnostic[] {
  if (error instanceof QuernError) return error.diagnostics;
  if (!(error instanceof TemplateError)) throw error;
  if (error.cause instanceof QuernError) {
    return error.cause.diagnostics.map((d) => ({ ...d, span: error.span?.file === file ? error.span : d.span }));
  }
  const { kind, message, span } = error;
  const isSyntax = kind === 'TemplateSyntaxError' || kind === 'TemplateAssertionError';
  const hint = error.hint ?? (isSyntax ? adviceOnSyntax(message, span).hint : undefined);
  return [renderFailed({ kind: isSyntax ? 'CompilationError' : kind, message, hint }, span)];
}

/** The place in the YAML file of a range of a text that stands at `whole`: exact where the text is written there literally. */
function within(whole: Span, text: string, inner: Span | undefined): Span {
  if (!inner || inner.file.text !== text) return whole;
  const offset = whole.file.text.indexOf(text, whole.start);
  if (offset < 0 || offset > whole.start + 1) return whole;
  return { file: whole.file, start: offset + inner.start, end: offset + inner.end };
}
