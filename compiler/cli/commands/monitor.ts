import type { MonitorResult } from '../../monitor/types.js';
import { defineCommand } from '../define-command.js';
import { tellOfMonitors } from '../nightly/tell-monitors.js';
import { nodeOptions } from '../options/shared.js';
import { choice, flag } from '../options/spec.js';
import { monitorCounts, monitorLine } from './shared/monitor-lines.js';

const { threads: _, selector: __, ...options } = nodeOptions;

export default defineCommand({
  name: 'monitor',
  summary: 'Measure what the project watches, and compare it with earlier runs',
  details:
    'Monitors stand under monitors: in properties files or in quern.yml (docs/monitors.md). What was measured is kept for the next run; target/monitors.json has the results. The exit code is 1 when a monitor fails or cannot measure.',
  examples: [
    ['quern monitor', 'all monitors'],
    ['quern monitor sales_volume', 'one of them'],
    ['quern monitor --notify', 'every hour by cron: tell who wants to know of warnings and failures'],
    ['quern monitor --select tag:bronze --dry-run', 'what the monitors would say of these nodes; nothing is kept'],
  ],
  arguments: [{ name: 'monitor', required: false, help: 'Name of a monitor; by default all' }],
  options: {
    ...options,
    dryRun: flag('--dry-run', 'Measure and compare, but keep nothing'),
    notify: flag('--notify', 'Tell the notification channels of what was found'),
    output: choice('--output', ['text', 'json'], 'Format of the result', { standard: 'text' }),
  },
  resultOnly: ({ output }) => output === 'json',
  async handler({ select, exclude, dryRun = false, notify = false, output }, context) {
    const { args, openProject, emit } = context;
    const project = await openProject();
    const isJson = output === 'json';
    const report = await project.monitor({
      names: args,
      dryRun,
      ...(select ? { select } : {}),
      ...(exclude ? { exclude } : {}),
      told: (result: MonitorResult) => {
        if (!isJson) emit({ type: 'note', message: monitorLine(result) });
      },
    });
    if (isJson) emit({ type: 'result', kind: 'PrintEvent', text: JSON.stringify(report.artifact, null, 2) });
    else if (report.results.length > 0) emit({ type: 'note', message: monitorCounts(report.artifact.counts) });
    if (notify && !dryRun) await tellOfMonitors(project, report, context);
    return { exitCode: report.exitCode };
  },
});
