import type { CliEvent } from '../cli/events.js';
import type { CompilableNode } from '../manifest/types.js';
import type { SqlChange } from './compiled.js';
import { compiledText, type NamedNode, nodeTitle, someOf, type TextStyle } from './text.js';

/** How many nodes' SQL a round shows; of more, the names. */
const MOST_SHOWN = 8;

export interface RoundFacts {
  readonly changes: readonly SqlChange[];
  readonly unchanged: readonly CompilableNode[];
  /** Nodes that have changed without having SQL: seeds, sources, exposures. */
  readonly others: readonly NamedNode[];
  readonly removed: readonly NamedNode[];
  /** What nodes of new names were, by unique id. */
  readonly renamed: ReadonlyMap<string, CompilableNode>;
  readonly sqlBefore: (uniqueId: string) => string | undefined;
}

/** The SQL that changed in a round, models before tests, and a line for each kind of node of which there is no more to say. */
export function* roundEvents(facts: RoundFacts, style: TextStyle): Iterable<CliEvent> {
  const changes = [...facts.changes].sort((a, b) => Number(isTest(a.node)) - Number(isTest(b.node)));
  for (const change of changes.slice(0, MOST_SHOWN)) yield sqlEvent(change, facts, style);
  const unshown = changes.slice(MOST_SHOWN).map(({ node }) => node.name);
  if (unshown.length > 0) yield { type: 'note', message: `SQL changed, not shown: ${someOf(unshown, 'more')}` };
  const names = (nodes: readonly NamedNode[]) =>
    someOf(
      nodes.map((node) => node.name),
      'more',
    );
  if (facts.removed.length > 0)
    yield { type: 'note', message: `${style.paint('bad', 'removed')}: ${names(facts.removed)}` };
  if (facts.others.length > 0) yield { type: 'note', message: `changed: ${names(facts.others)}` };
  if (facts.unchanged.length > 0)
    yield { type: 'note', message: style.paint('dim', `SQL unchanged: ${names(facts.unchanged)}`) };
}

function sqlEvent({ node, before, after }: SqlChange, facts: RoundFacts, style: TextStyle): CliEvent {
  const renamed = facts.renamed.get(node.uniqueId);
  const isNew = before === undefined;
  const remark = renamed ? `renamed from ${renamed.name}` : isNew ? 'new' : '';
  const text = compiledText(before ?? (renamed && facts.sqlBefore(renamed.uniqueId)), after, style);
  const heading = nodeTitle(node, remark, style);
  return {
    type: 'result',
    kind: 'CompiledNode',
    ...(text === '' ? { text: heading } : { heading, text }),
    data: { node_name: node.name, unique_id: node.uniqueId, compiled: after, is_inline: false, output_format: 'text' },
  };
}

function isTest(node: CompilableNode): boolean {
  return node.resourceType === 'test';
}
