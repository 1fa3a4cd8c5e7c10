import { QuernError } from '../../base/diagnostics.js';
import { defineCommand } from '../define-command.js';
import { notAvailable } from '../diagnostics.js';
import { nodeOptions } from '../options/shared.js';
import { flag } from '../options/spec.js';

export default defineCommand({
  name: 'watch',
  summary: 'Keep the project loaded; on each save show problems and changed SQL at once',
  details: `Shows the lines of compiled SQL that a change makes different, and every problem with its place. The last good state stays while a file is broken.

With --run, models, seeds and snapshots that have changed are built, and everything downstream of them; with --test, they are tested; with both, they are built and tested as 'quern build' does. --select and --exclude narrow all of it. Between changes no connection is held. Ctrl-C ends it.`,
  examples: [
    ['quern watch', 'show problems and changed SQL on every save'],
    ['quern watch --run --test --select +orders', 'also build and test orders and all that it reads'],
  ],
  endsByInterrupt: true,
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
