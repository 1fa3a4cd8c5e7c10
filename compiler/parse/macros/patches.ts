import type { DiagnosticSink } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import type { MacroNode } from '../../manifest/types.js';
import type { MacroIndex } from '../../render/macro-index.js';
import { asList, isRecord } from '../config/merge.js';
import { macroPatchMissing } from '../diagnostics.js';
import type { Descriptions } from '../docs.js';
import type { PropertyEntry } from '../properties/entries.js';
import type { PropertyIndex } from '../properties/property-index.js';
import { checkArguments, type MacroPatch, type MacroSource, macroNode } from './macro-node.js';

/** The manifest's nodes of all macros, with what properties files say of them. */
export function macroNodes(
  sources: readonly MacroSource[],
  index: MacroIndex,
  properties: PropertyIndex,
  descriptions: Descriptions,
  validates: boolean,
  createdAt: number,
  sink: DiagnosticSink,
): MacroNode[] {
  const nodes = sources.map((source) => {
    const entry = entryFor(source, properties);
    const patch = entry && patchOf(entry, descriptions);
    if (patch && validates) checkArguments(source, patch, sink);
    return macroNode(source, index, patch, createdAt);
  });
  for (const { name, packageName, span } of properties.unmatched(['macros'])) {
    sink.report(macroPatchMissing({ name, near: closest(name, index.namespace(packageName)?.keys() ?? []) }, span()));
  }
  return nodes;
}

/** By the name of the macro: a generic test `x` is `test_x`. */
function entryFor({ block, packageName }: MacroSource, properties: PropertyIndex): PropertyEntry | undefined {
  return properties.match('macros', packageName, block.macroName);
}

function patchOf(entry: PropertyEntry, descriptions: Descriptions): MacroPatch {
  const render = (text: unknown, at: readonly (string | number)[]) =>
    descriptions.render(text, entry.packageName, () => entry.spanOf(at)).text;
  return {
    entry,
    description: render(entry.value.description, ['description']),
    arguments: asList(entry.value.arguments)
      .filter(isRecord)
      .map((argument, at) => ({
        name: String(argument.name),
        type: argument.type === undefined || argument.type === null ? null : String(argument.type),
        description: render(argument.description, ['arguments', at, 'description']),
      })),
  };
}
