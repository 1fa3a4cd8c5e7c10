import { QuernError } from '../../base/diagnostics.js';
import type { ListedNode } from '../../project.js';
import { defineCommand } from '../define-command.js';
import { exclusiveOptions } from '../diagnostics.js';
import { projectOptions, resourceTypeOptions, selectionOptions, targetPathOption } from '../options/shared.js';
import { choice, flag, list } from '../options/spec.js';
import { selectionOf } from '../run-options.js';

/** What `--output json` shows of a node when no keys are asked for. */
const STANDARD_KEYS = [
  'alias',
  'name',
  'package_name',
  'depends_on',
  'tags',
  'config',
  'resource_type',
  'source_name',
  'original_file_path',
  'unique_id',
];

export default defineCommand({
  name: 'list',
  summary: 'List the resources of the project',
  details: 'Standard output has the list and nothing else; messages go to standard error.',
  examples: [
    ['quern ls --select +orders --resource-type model', 'the models that orders is built from'],
    ['quern ls --select state:modified+ --state prod --explain', 'what has changed since, and how'],
    ['quern ls --output json --output-keys name tags', 'names and tags, one JSON object a line'],
  ],
  options: {
    ...selectionOptions,
    select: list('--select -s', 'SELECTION', 'Only these nodes: names, paths, tag:x, +parents+, @x, and so on'),
    models: list('--models -m --model', 'SELECTION', 'As --select, of models only'),
    ...resourceTypeOptions,
    output: choice('--output', ['json', 'name', 'path', 'selector'], 'How to show each resource', {
      standard: 'selector',
    }),
    explain: flag('--explain', 'Say of each resource why it was selected, and of state: what has changed'),
    outputKeys: list('--output-keys', 'KEY', 'Which keys JSON shows'),
    ...projectOptions,
    ...targetPathOption,
  },
  resultOnly: () => true,
  async handler(options, { openProject, emit }) {
    const { models, output = 'selector' } = options;
    if (models && options.select) throw new QuernError(exclusiveOptions({ first: '--models', second: '--select' }));
    if (models && options.resourceTypes)
      throw new QuernError(exclusiveOptions({ first: '--models', second: '--resource-type' }));
    const project = await openProject();
    const wanted = models ? { ...options, select: models, resourceTypes: ['model'] } : options;
    const nodes = await project.list({
      ...selectionOf(wanted, project),
      ...(options.explain ? { explains: true } : {}),
    });
    // dbt takes keys one by one and several in one argument; no key has a comma.
    const keys = options.outputKeys?.flatMap((key) => key.split(/[\s,]+/)).filter(Boolean) ?? [];
    const lines = nodes.map((node) => lineOf(node, output, keys.length > 0 ? keys : STANDARD_KEYS));
    if (lines.length > 0) emit({ type: 'result', kind: 'ListCmdOut', text: lines.join('\n') });
    return { exitCode: 0 };
  },
});

function lineOf(node: ListedNode, output: string, keys: readonly string[]): string {
  const { reasons = [] } = node;
  if (output === 'json') return JSON.stringify({ ...node.json(keys), ...(node.reasons ? { explain: reasons } : {}) });
  return [labelOf(node, output), ...reasons.map((reason) => `  ${reason}`)].join('\n');
}

function labelOf(node: ListedNode, output: string): string {
  switch (output) {
    case 'name':
      return node.name;
    case 'path':
      return node.originalFilePath;
    default:
      return node.selector;
  }
}
