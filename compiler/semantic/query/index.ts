import { type Diagnostic, QuernError } from '../../base/diagnostics.js';
import type { Manifest } from '../../manifest/types.js';
import { Layer } from './layer.js';
import { metricQuery } from './plan.js';
import { type MetricRequestTexts, requestOf, textsOf } from './request.js';

/** What is asked: metrics, or a saved query by its name; what else is given comes on top of it. */
export interface MetricQuestion extends MetricRequestTexts {
  readonly savedQuery?: string;
}

/**
 * The query that answers a question of metrics, as a template of the project; or what is wrong with the question. This is a bundle of its own,
 * whose errors are not those of others.
 */
export function metricQueryOf(
  manifest: Manifest,
  question: MetricQuestion,
): { readonly template: string } | { readonly diagnostics: readonly Diagnostic[] } {
  try {
    return { template: queryOf(manifest, question) };
  } catch (error) {
    if (!(error instanceof QuernError)) throw error;
    return { diagnostics: error.diagnostics };
  }
}

function queryOf(manifest: Manifest, { savedQuery, ...asked }: MetricQuestion): string {
  const layer = new Layer(manifest);
  if (savedQuery === undefined) return metricQuery(layer, requestOf(asked));
  const saved = textsOf(layer.savedQuery(savedQuery).query_params);
  return metricQuery(
    layer,
    requestOf({
      metrics: [...saved.metrics, ...asked.metrics],
      groupBy: [...saved.groupBy, ...asked.groupBy],
      where: [...saved.where, ...asked.where],
      orderBy: asked.orderBy.length > 0 ? asked.orderBy : saved.orderBy,
      limit: asked.limit ?? saved.limit,
    }),
  );
}
