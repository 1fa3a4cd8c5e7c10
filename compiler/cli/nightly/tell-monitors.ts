import type { Message } from '../../notify/types.js';
import type { MonitorReport } from '../../project/monitor.js';
import type { Project } from '../../project.js';
import { monitorCounts } from '../commands/shared/monitor-lines.js';
import type { CommandContext } from '../define-command.js';
import { aboutOf } from './about.js';
import { problemOf } from './monitors-step.js';
import { openOperations, sendAll } from './notify.js';

/** Tells of findings outside of a night; that there are none is no news. */
export async function tellOfMonitors(project: Project, report: MonitorReport, context: CommandContext): Promise<void> {
  const problems = report.results.flatMap((result) => problemOf(result) ?? []);
  if (problems.length === 0) return;
  const { channels } = await openOperations(project.config, context);
  const { isTold } = await import('../../notify/index.js');
  const status: Message['status'] = report.exitCode === 0 ? 'warning' : 'failure';
  const about = aboutOf(project.config);
  const found = `${problems.length} finding${problems.length === 1 ? '' : 's'}`;
  const message: Message = {
    id: context.invocation.invocationId,
    status,
    project: about.project,
    target: about.target,
    title: `${about.project} (${about.target}): monitors have ${found}`,
    lines: [monitorCounts(report.artifact.counts)],
    problems,
    run: { ...report.artifact },
  };
  await sendAll(channels, (channel) => isTold(channel, status), message, context);
}
