import { QuernError } from '../../base/diagnostics.js';
import { defineCommand } from '../define-command.js';
import { notAvailable } from '../diagnostics.js';
import { nodeOptions } from '../options/shared.js';
import { flag } from '../options/spec.js';

export default defineCommand({
  name: 'watch',
  summary: 'Keep the project loaded; on each save show problems and changed SQL at once',
  options: {
    ...nodeOptions,
    run: flag('--run', 'Also build what a change affects'),
    test: flag('--test', 'Also test what a change affects'),
  },
  async handler(options, context) {
    const { watch } = context.services;
    if (!watch) throw new QuernError(notAvailable({ what: "'quern watch'" }));
    return { exitCode: await watch(context, options) };
  },
});
