import { hostname } from 'node:os';
import { QuernError } from '../../base/diagnostics.js';
import { defineCommand } from '../define-command.js';
import { aboutOf } from '../nightly/about.js';
import { openOperations, sendAll } from '../nightly/notify.js';
import { projectOptions } from '../options/shared.js';

export default defineCommand({
  name: 'notify',
  summary: 'Send a test message to the notification channels',
  details:
    'Channels stand under notifications: in quern.yml or the project file (docs/nightly.md). The exit code is 1 when one of them could not be reached.',
  examples: [
    ['quern notify', 'all channels'],
    ['quern notify team', 'one of them'],
  ],
  arguments: [{ name: 'channel', required: false, help: 'Name of a channel; by default all' }],
  options: projectOptions,
  async handler(_, context) {
    const { services, invocation, emit, args } = context;
    const config = await services.loadConfig(invocation, true);
    const { channels } = await openOperations(config, context);
    const { noChannels, unknownChannel } = await import('../../notify/index.js');
    const names = channels.map(({ name }) => name);
    for (const name of args) if (!names.includes(name)) throw new QuernError(unknownChannel({ name, names }));
    const chosen = args.length === 0 ? channels : channels.filter(({ name }) => args.includes(name));
    if (chosen.length === 0) emit({ type: 'diagnostic', diagnostic: noChannels({}) });
    const { project, target } = aboutOf(config);
    const deliveries = await sendAll(
      chosen,
      () => true,
      {
        ...{ id: invocation.invocationId, status: 'success', project, target, problems: [], run: {} },
        title: `${project} (${target}): a test message of quern notify`,
        lines: [`sent ${invocation.startedAt.toISOString()} from ${hostname()}`],
      },
      context,
    );
    for (const { channel, type, ok } of deliveries)
      if (ok) emit({ type: 'note', message: `Delivered to ${channel} (${type})` });
    return { exitCode: deliveries.every(({ ok }) => ok) ? 0 : 1 };
  },
});
