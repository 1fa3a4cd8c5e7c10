import { join } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import type { EventListener } from '../../base/events.js';
import type { NightlyConfig } from '../../nightly/types.js';
import { defineCommand } from '../define-command.js';
import { doNight, tellOfFailedStart } from '../nightly/night.js';
import { openOperations } from '../nightly/notify.js';
import { fullRefreshOption, nodeOptions, storeFailuresOption } from '../options/shared.js';
import { flag, toggle } from '../options/spec.js';

const { selector: _, ...options } = nodeOptions;

/** Another night is at work. */
const BUSY = 3;

export default defineCommand({
  name: 'nightly',
  summary: 'Do a whole night: marks, new files, freshness, layers, tests, monitors, notifications',
  details:
    'One call for cron or a timer (docs/nightly.md). Only one night at a time is at work; what fails for a passing reason is tried again; a night that failed or was killed is gone on with by the same call, which does what is left. What it does is said under nightly: in quern.yml or the project file. Exit codes: 0, also with warnings; 1 when the night failed; 2 when it could not begin; 3 when another night is at work.',
  examples: [
    ['quern nightly', 'the night, or what an unfinished one has left'],
    ['quern nightly --fresh', 'all of it, whatever an unfinished one has done'],
    ['quern nightly --dry-run', 'the steps, and what is in them'],
  ],
  options: {
    ...options,
    ...fullRefreshOption,
    ...storeFailuresOption,
    fresh: flag('--fresh', 'Do everything, and do not go on with an unfinished night'),
    onlyUnfinished: flag('--only-unfinished', 'Go on with an unfinished night, or do nothing'),
    dryRun: flag('--dry-run', 'Show the steps; do nothing'),
    notify: toggle('--notify', 'Tell the notification channels how the night went', { standard: true }),
  },
  async handler(given, context) {
    const { services, invocation, emit, io } = context;
    const config = await services.loadConfig(invocation, true);
    const { readNightly, takeLock, nightLocked } = await import('../../nightly/index.js');
    let settings: NightlyConfig | undefined;
    const { channels } = await openOperations(config, context, (operations, sink) => {
      const written = operations.of('nightly');
      const value = written && operations.render(written.value, written.spanOf, sink);
      settings = readNightly(written && { ...written, value }, sink);
    });
    const told = given.notify === false ? [] : channels;
    const { select, exclude, fresh = false, onlyUnfinished = false, dryRun = false } = given;
    const nightly = { ...settings!, ...(select ? { select } : {}), ...(exclude ? { exclude } : {}) };

    const path = join(config.root.targetPath, 'nightly.lock');
    const lock = dryRun ? undefined : takeLock(path, io.now());
    if (lock?.kind === 'held') {
      emit({ type: 'diagnostic', diagnostic: nightLocked({ path: lock.path, ...lock.by }) });
      return { exitCode: BUSY };
    }
    if (lock?.from) emit({ type: 'note', message: `Took over the lock of process ${lock.from.pid}, which is no more` });
    try {
      let listener: EventListener | undefined;
      const events: EventListener = (event) => {
        context.events(event);
        listener?.(event);
      };
      const listen = (next: EventListener | undefined) => {
        listener = next;
      };
      try {
        const project = await context.openProject({ events });
        const request = {
          project,
          config: nightly,
          channels: told,
          options: given,
          fresh,
          onlyUnfinished,
          dryRun,
          listen,
        };
        return { exitCode: await doNight(request, context) };
      } catch (error) {
        if (error instanceof QuernError && !dryRun) await tellOfFailedStart(error, config, told, context);
        throw error;
      }
    } finally {
      lock?.release();
    }
  },
});
