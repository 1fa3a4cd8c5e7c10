import { type Diagnostic, QuernError } from '../base/diagnostics.js';
import type { CompilableNode, MacroNode } from '../manifest/types.js';
import type { MacroEntry } from '../render/macro-index.js';
import { languageUnsupported, unknownMaterialization } from './diagnostics.js';
import type { RunInputs } from './ports.js';

type Needed = Pick<RunInputs, 'render' | 'manifest'>;

/** The macro that runs a node. Throws if there is none for this warehouse, or none for the node's language. */
export function materializationOf(node: CompilableNode, inputs: Needed): MacroEntry {
  const entry = inputs.render.materialization(node);
  if (!entry) throw new QuernError(unknown(node, materializationNames(inputs.manifest.macros.values())));
  if (node.language !== 'sql') checkLanguage(node, entry);
  return entry;
}

function checkLanguage(node: CompilableNode, { name: macro, macro: { block } }: MacroEntry): void {
  const { language } = node;
  const languages = block.supportedLanguages ?? ['sql'];
  if (languages.includes(language)) return;
  throw new QuernError(languageUnsupported({ macro, language, languages }, node.span, { nodeId: node.uniqueId }));
}

function unknown(node: CompilableNode, names: readonly string[]): Diagnostic {
  return unknownMaterialization({ name: node.config.materialized, node: node.name, names }, node.span, {
    nodeId: node.uniqueId,
  });
}

/** What `materialized` may be: names of `materialization_<name>_<adapter>` macros, and `ephemeral`. */
function materializationNames(macros: Iterable<MacroNode>): string[] {
  const names = new Set<string>(['ephemeral']);
  for (const macro of macros) {
    const name = /^materialization_(.+)_[^_]+$/.exec(macro.name)?.[1];
    if (name && name !== 'test' && name !== 'unit') names.add(name);
  }
  return [...names].sort();
}
