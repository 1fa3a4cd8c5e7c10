import type { DiagnosticSink } from '../base/diagnostics.js';
import { semanticDuplicate } from './diagnostics.js';
import type { Draft, SemanticKind } from './read/draft.js';

/** The first of those with one id; the others are reported. */
export function byUniqueId<D extends Draft<SemanticKind, unknown>>(drafts: readonly D[], sink: DiagnosticSink): D[] {
  const first = new Map<string, D>();
  for (const draft of drafts) {
    const known = first.get(draft.uniqueId);
    if (!known) first.set(draft.uniqueId, draft);
    else if (draft.config.enabled && known.config.enabled) {
      const related = [{ message: 'the other one', span: known.spanOf(['name']) }];
      sink.report(semanticDuplicate({ of: draft.label }, draft.spanOf(['name']), { related, nodeId: draft.uniqueId }));
    }
  }
  return [...first.values()];
}
