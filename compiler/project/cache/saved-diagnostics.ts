import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostics.js';
import { SourceFile, type Span } from '../../base/source.js';

/** A place as the cache keeps it: the path that is shown, and offsets. */
export type SavedPlace = readonly [path: string, start: number, end: number];

export type SavedDiagnostic = Omit<Diagnostic, 'span' | 'related' | 'trace'> & {
  readonly span?: SavedPlace;
  readonly related?: readonly { readonly message: string; readonly span: SavedPlace }[];
  readonly trace?: readonly { readonly name: string; readonly span?: SavedPlace }[];
};

/** Source files by the path that is shown, each read once, when something points into it. */
export class SourceFiles {
  readonly #files = new Map<string, SourceFile>();

  constructor(private readonly root: string) {}

  get(path: string): SourceFile {
    let file = this.#files.get(path);
    if (!file) {
      const absolute = resolve(this.root, path);
      file = new SourceFile(path, existsSync(absolute) ? readFileSync(absolute, 'utf8') : '');
      this.#files.set(path, file);
    }
    return file;
  }

  /** A span whose file is read when its text is needed. */
  span([path, start, end]: SavedPlace): Span {
    const files = this;
    return {
      get file() {
        return files.get(path);
      },
      start,
      end,
    };
  }
}

export function saveDiagnostic(diagnostic: Diagnostic): SavedDiagnostic {
  const { span, related, trace, ...rest } = diagnostic;
  return {
    ...rest,
    ...(span ? { span: placeOf(span) } : {}),
    ...(related ? { related: related.map((r) => ({ message: r.message, span: placeOf(r.span) })) } : {}),
    ...(trace ? { trace: trace.map((t) => ({ name: t.name, ...(t.span ? { span: placeOf(t.span) } : {}) })) } : {}),
  };
}

export function reviveDiagnostic(saved: SavedDiagnostic, files: SourceFiles): Diagnostic {
  const { span, related, trace, ...rest } = saved;
  return {
    ...rest,
    ...(span ? { span: files.span(span) } : {}),
    ...(related ? { related: related.map((r) => ({ message: r.message, span: files.span(r.span) })) } : {}),
    ...(trace ? { trace: trace.map((t) => ({ name: t.name, ...(t.span ? { span: files.span(t.span) } : {}) })) } : {}),
  };
}

function placeOf(span: Span): SavedPlace {
  return [span.file.path, span.start, span.end];
}
