import type { Span } from './source.js';

export type Severity = 'error' | 'warning' | 'info';

/** dbt's names for the families of errors; shown where tools look for them (results' messages, exit of a command). */
export type Category =
  | 'Compilation Error'
  | 'Parsing Error'
  | 'Database Error'
  | 'Configuration Error'
  | 'Validation Error'
  | 'Dependency Error'
  | 'Runtime Error'
  | 'Usage Error'
  | 'Internal Error';

/** One step of a macro call chain, innermost first. */
export interface TraceStep {
  readonly name: string;
  readonly span?: Span;
}

/** A problem or remark about what a user wrote. Plain data: reporters format it. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly message: string;
  readonly hint?: string;
  readonly span?: Span;
  /** Short text beside the marked range of the code frame; the hint stands there when this is absent. */
  readonly label?: string;
  /** Further places that belong to the problem (the other duplicate, the definition, …). */
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
  /** How the template got there, innermost macro first. */
  readonly trace?: readonly TraceStep[];
  /** The node that the problem belongs to, by unique id. */
  readonly nodeId?: string;
  /** It may be gone at the next attempt: a lost connection, a conflict with somebody else. */
  readonly transient?: boolean;
  /** dbt's event or deprecation name for `--warn-error-options`, where dbt has one. */
  readonly event?: string;
  /** What dbt's structured log has in that event's `data`. */
  readonly eventData?: Readonly<Record<string, unknown>>;
}

export type DiagnosticExtras = Partial<Pick<Diagnostic, 'label' | 'related' | 'trace' | 'nodeId' | 'hint'>>;

export interface DiagnosticDefinition<D> {
  readonly code: string;
  readonly severity?: Severity;
  readonly category?: Category;
  readonly event?: string;
  readonly eventData?: (data: D) => Readonly<Record<string, unknown>>;
  readonly message: (data: D) => string;
  readonly hint?: (data: D) => string | undefined;
}

export type DiagnosticFactory<D> = ((data: D, span?: Span, extras?: DiagnosticExtras) => Diagnostic) & {
  readonly code: string;
};

/** The only way to make a diagnostic: each kind is defined once, with its code, and takes a typed payload. */
export function defineDiagnostic<D = Record<never, never>>(definition: DiagnosticDefinition<D>): DiagnosticFactory<D> {
  const make = (data: D, span?: Span, extras?: DiagnosticExtras): Diagnostic => {
    const hint = extras?.hint ?? definition.hint?.(data);
    return {
      code: definition.code,
      severity: definition.severity ?? 'error',
      category: definition.category ?? 'Compilation Error',
      message: definition.message(data),
      ...(definition.event ? { event: definition.event } : {}),
      ...(definition.eventData ? { eventData: definition.eventData(data) } : {}),
      ...(span ? { span } : {}),
      ...extras,
      ...(hint ? { hint } : {}),
    };
  };
  return Object.assign(make, { code: definition.code });
}

/** Where a stage reports problems and goes on, so that one run shows them all. */
export interface DiagnosticSink {
  report(diagnostic: Diagnostic): void;
}

/** A sink that keeps what it is told, in order. */
export class DiagnosticList implements DiagnosticSink {
  readonly all: Diagnostic[] = [];

  report(diagnostic: Diagnostic): void {
    this.all.push(diagnostic);
  }

  get errors(): Diagnostic[] {
    return this.all.filter((d) => d.severity === 'error');
  }

  get hasErrors(): boolean {
    return this.all.some((d) => d.severity === 'error');
  }

  /** Throws a QuernError of the errors so far, if there are any. */
  throwIfErrors(): void {
    if (this.hasErrors) throw new QuernError(this.errors);
  }
}

/** Carries diagnostics out of code that cannot go on. Anything else that is thrown is a bug of ours. */
export class QuernError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[]) {
    const list = Array.isArray(diagnostics) ? (diagnostics as readonly Diagnostic[]) : [diagnostics as Diagnostic];
    super(list.map((d) => `${d.code}: ${d.message}`).join('\n'));
    this.name = 'QuernError';
    this.diagnostics = list;
  }
}
