import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { DiagnosticList, QuernError } from '../../../compiler/base/diagnostics.js';
import type { JsonObject } from '../../../compiler/base/json.js';
import { Dag } from '../../../compiler/graph/dag.js';
import type { SelectableNode } from '../../../compiler/graph/select/node.js';
import { DEFAULT_TYPES, select } from '../../../compiler/graph/select/select.js';
import type { SelectionOptions } from '../../../compiler/graph/types.js';

// What dbt 1.12 selected in selection/project; see selection/record.py.
const folder = new URL('./selection/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const nodes = JSON.parse(read('nodes.json')) as SelectableNode[];
const answers = JSON.parse(read('answers.json')) as Answer[];
const { selectors } = load(read('project/selectors.yml')) as { selectors: (JsonObject & { name: string })[] };

interface Answer {
  readonly arguments: readonly string[];
  readonly selected: readonly string[];
  readonly unmatched: readonly string[];
  readonly error?: string;
}

const byId = new Map(nodes.map((node) => [node.uniqueId, node]));
const dag = Dag.from(nodes);
const view = { projectName: 'shop', get: (id: string) => byId.get(id) };

function optionsOf(args: readonly string[]): SelectionOptions {
  const all = (flag: string) => args.filter((_, at) => args[at - 1] === flag);
  return {
    select: all('--select'),
    exclude: all('--exclude'),
    selector: all('--selector')[0],
    resourceTypes: all('--resource-type'),
    excludeResourceTypes: all('--exclude-resource-type'),
    indirectSelection: (all('--indirect-selection')[0] ?? 'eager') as SelectionOptions['indirectSelection'],
  };
}

describe('selection as dbt', () => {
  it.each(answers.map((answer) => [answer.arguments.join(' '), answer] as const))('ls %s', (_, answer) => {
    const diagnostics = new DiagnosticList();
    const options = optionsOf(answer.arguments);
    const ask = () =>
      select(dag, view, options, {
        diagnostics,
        selectors: Object.fromEntries(selectors.map((selector) => [selector.name, selector])),
        ...(options.resourceTypes.length > 0 ? {} : { commandTypes: DEFAULT_TYPES }),
      });
    if (answer.error !== undefined) {
      expect(ask).toThrow(QuernError);
      return;
    }
    expect([...ask().ids].sort()).toEqual(answer.selected);
    const unmatched = diagnostics.all.filter((d) => d.code === 'SEL002');
    expect(unmatched.map((d) => /'(.*?)'/.exec(d.message)![1])).toEqual(answer.unmatched);
  });
});
