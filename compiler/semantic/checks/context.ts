import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { semanticError, semanticWarning } from '../diagnostics.js';
import type { MetricDraft, SavedQueryDraft, SemanticModelDraft } from '../read/draft.js';
import type { Granularity, MetricBody, SavedQueryBody, SemanticModelBody } from '../shapes.js';

export interface CheckedModel {
  readonly body: SemanticModelBody;
  readonly draft: SemanticModelDraft;
}

export interface CheckedMetric {
  readonly body: MetricBody;
  readonly draft: MetricDraft;
}

export interface CheckedQuery {
  readonly body: SavedQueryBody;
  readonly draft: SavedQueryDraft;
}

export interface CheckedTimeSpine {
  readonly model: string;
  readonly relation: string;
  readonly granularity: Granularity;
  readonly custom: readonly string[];
  readonly span?: Span | undefined;
}

/** What the checks look at, all of it enabled and linked; and whom they tell. */
export interface Checked {
  readonly models: readonly CheckedModel[];
  readonly metrics: readonly CheckedMetric[];
  readonly queries: readonly CheckedQuery[];
  readonly timeSpines: readonly CheckedTimeSpine[];
  /** Names of custom granularities. */
  readonly custom: readonly string[];
  readonly sink: DiagnosticSink;
}

export type ElementKind = 'entity' | 'dimension' | 'measure';

export function fail({ sink }: Checked, message: string, span: Span | undefined, near?: string): void {
  sink.report(semanticError({ message, near }, span));
}

export function warn({ sink }: Checked, message: string, span: Span | undefined, hint?: string): void {
  sink.report(semanticWarning({ message, ...(hint ? { hint } : {}) }, span));
}

/** Where an element of a semantic model is named. */
export function elementSpan({ draft }: CheckedModel, kind: ElementKind, name: string): Span {
  const path = draft.elements?.get(`${kind} ${name}`);
  return draft.spanOf(path ? [...path, 'name'] : ['name']);
}

export function elementsOf({ body }: CheckedModel): readonly { readonly kind: ElementKind; readonly name: string }[] {
  return [
    ...body.measures.map(({ name }) => ({ kind: 'measure' as const, name })),
    ...body.entities.map(({ name }) => ({ kind: 'entity' as const, name })),
    ...body.dimensions.map(({ name }) => ({ kind: 'dimension' as const, name })),
  ];
}

export function quoted(names: Iterable<string>): string {
  return [...names].map((name) => `'${name}'`).join(', ');
}
