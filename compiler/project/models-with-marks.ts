import type { MacroNode, Manifest, ModelNode } from '../manifest/types.js';

const MACRO = 'high_water_mark';

/** Models whose text names `high_water_mark`, or a macro of the project's that leads to it: those that may have a mark. */
export function* modelsWithMarks({ nodes, macros }: Pick<Manifest, 'nodes' | 'macros'>): Generator<ModelNode> {
  const leads = leadingTo(MACRO, [...macros.values()]);
  for (const node of nodes.values())
    if (node.resourceType === 'model' && node.language === 'sql' && names(node.rawCode, leads)) yield node;
}

/** The name, and those of the macros that name it or one another on the way to it. */
function leadingTo(name: string, macros: readonly MacroNode[]): ReadonlySet<string> {
  const leads = new Set([name]);
  for (let before = 0; before < leads.size; ) {
    before = leads.size;
    for (const macro of macros) if (names(macro.macroSql, leads)) leads.add(macro.name);
  }
  return leads;
}

function names(text: string, wanted: ReadonlySet<string>): boolean {
  return [...wanted].some((name) => text.includes(name));
}
