import type { DiagnosticSink } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import type { GroupNode } from '../manifest/types.js';
import { semanticReference } from './diagnostics.js';
import type { Draft, SemanticKind } from './read/draft.js';

/** Groups have to exist. */
export function checkGroups(
  drafts: readonly Draft<SemanticKind, unknown>[],
  groups: ReadonlyMap<string, GroupNode>,
  sink: DiagnosticSink,
): void {
  const names = new Set([...groups.values()].map((group) => group.name));
  for (const { label, config, spanOf } of drafts) {
    if (!config.enabled || !config.group || names.has(config.group)) continue;
    const near = closest(config.group, names);
    sink.report(semanticReference({ of: label, kind: 'group', name: config.group, near }, spanOf(['name'])));
  }
}
