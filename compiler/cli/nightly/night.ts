import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { writeJsonFile } from '../../artifacts/write.js';
import type { QuernError } from '../../base/diagnostics.js';
import type { EventListener } from '../../base/events.js';
import type { ProjectConfig } from '../../config/types.js';
import type { NightJournal } from '../../nightly/journal.js';
import type { NightlyConfig, NightReport, NightState } from '../../nightly/types.js';
import type { BrokenChannel, Channel } from '../../notify/types.js';
import type { Project } from '../../project.js';
import type { CommandContext } from '../define-command.js';
import { aboutOf } from './about.js';
import { sendAll } from './notify.js';
import { type NightPlan, planNight } from './steps.js';

export interface NightRequest {
  readonly project: Project;
  readonly config: NightlyConfig;
  readonly channels: readonly (Channel | BrokenChannel)[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly fresh: boolean;
  /** Nothing is begun: only an unfinished night is gone on with. */
  readonly onlyUnfinished: boolean;
  readonly dryRun: boolean;
  readonly listen: (listener: EventListener | undefined) => void;
}

/** Does a night, or what an unfinished one has left, and tells of it. Answers the exit code. */
export async function doNight(request: NightRequest, context: CommandContext): Promise<number> {
  const nightly = await import('../../nightly/index.js');
  const { project, config } = request;
  const { invocation, emit, signal } = context;
  const began = performance.now();
  // The invocation's clock may be another than the machine's.
  const now = () => new Date(invocation.startedAt.getTime() + performance.now() - began);
  const note = (message: string) => emit({ type: 'note', message });
  const path = join(project.config.root.targetPath, 'nightly.jsonl');
  let journal: NightJournal | undefined;
  let earlierSeconds = 0;
  const plan = await planNight({
    ...{ project, config, context, options: request.options, listen: request.listen },
    journal: () => journal!,
    seconds: () => earlierSeconds + (performance.now() - began) / 1000,
  });
  const fingerprint = fingerprintOf(project, plan);
  const earlier = nightly.readNight(path);
  const { kind, reason } = nightly.resumption(earlier, {
    ...{ at: now(), fingerprint, resumeWithin: config.resumeWithin, fresh: request.fresh },
  });
  if (reason) note(reason);
  if (kind === 'new' && request.onlyUnfinished) {
    note('There is no unfinished night to go on with');
    return 0;
  }
  const state: NightState =
    kind === 'resume'
      ? { ...earlier!, attempt: earlier!.attempt + 1 }
      : newNight(invocation.invocationId, now(), fingerprint);
  if (request.dryRun) return showPlan(plan, state, note);
  earlierSeconds = state.earlierSeconds;

  const hide = context.io.hide ?? ((text: string) => text);
  journal = new nightly.NightJournal(path, kind === 'new', now, hide);
  try {
    if (kind === 'new') journal.write({ event: 'night-started', id: state.id, fingerprint });
    else journal.write({ event: 'attempt-started' });
    const { steps } = plan;
    const { retries, retryDelay } = config;
    const report = await nightly.runSteps({ ...{ journal, state, steps, retries, retryDelay, signal }, told: note });
    const deliveries = await tell(report, request, state, journal, context);
    const resumable = nightly.isResumable(report.steps, report.interrupted);
    journal.write({ event: 'night-finished', status: report.status, resumable });
    const about = aboutOf(project.config);
    const artifact = nightly.nightArtifact({ ...report, deliveries }, about);
    if (project.config.flags.writeJson)
      writeJsonFile(join(project.config.root.targetPath, 'nightly.json'), JSON.parse(hide(JSON.stringify(artifact))));
    const message = nightly.messageOf(report, about);
    note([message.title, ...message.lines.map((line) => `  ${line}`)].join('\n'));
    for (const { severity, title, detail } of message.problems)
      note([`${severity === 'error' ? 'ERROR' : 'WARN'} ${title}`, ...detail.split('\n').filter(Boolean)].join('\n  '));
    if (report.status === 'failure' && resumable) note("'quern nightly' goes on with what is left");
    return report.status === 'failure' ? 1 : 0;
  } finally {
    journal.close();
  }
}

/** Tells the channels that want to know, and those that were told of an earlier attempt's failure; none twice of the same. */
async function tell(
  report: Omit<NightReport, 'deliveries'>,
  { project, channels }: NightRequest,
  state: NightState,
  journal: NightJournal,
  context: CommandContext,
) {
  // Who stops a night by hand knows of it.
  if (report.interrupted && context.io.interactive) return [];
  const { messageOf, toldKey } = await import('../../nightly/index.js');
  const { isTold } = await import('../../notify/index.js');
  const { status } = report;
  const wanted = (channel: Channel | BrokenChannel) =>
    (isTold(channel, status) || state.toldOfFailure.has(channel.name)) &&
    !state.told.has(toldKey(channel.name, status));
  return await sendAll(channels, wanted, messageOf(report, aboutOf(project.config)), context, ({ channel, ok }) => {
    if (ok) journal.write({ event: 'told', channel, status });
  });
}

/** Tells of a night that could not begin: the project does not parse, there is no warehouse. */
export async function tellOfFailedStart(
  error: QuernError,
  config: ProjectConfig,
  channels: readonly (Channel | BrokenChannel)[],
  context: CommandContext,
): Promise<void> {
  const { messageOf } = await import('../../nightly/index.js');
  const { isTold } = await import('../../notify/index.js');
  const { invocation } = context;
  const problems = error.diagnostics.map(({ message, span, hint }) => ({
    severity: 'error' as const,
    title: message.split('\n')[0]!,
    detail: [span?.file.path, hint].filter(Boolean).join('\n'),
  }));
  const step = {
    name: 'start',
    status: 'error' as const,
    detail: 'the project could not be opened',
    problems,
    seconds: 0,
  };
  const report = {
    ...{
      id: invocation.invocationId,
      status: 'failure' as const,
      startedAt: invocation.startedAt,
      attempts: 1,
      seconds: 0,
    },
    ...{ steps: [step], left: [], interrupted: false },
  };
  await sendAll(channels, (channel) => isTold(channel, 'failure'), messageOf(report, aboutOf(config)), context);
}

function newNight(id: string, startedAt: Date, fingerprint: string): NightState {
  const told = { told: new Set<string>(), toldOfFailure: new Set<string>() };
  const done = { steps: new Map(), nodes: new Map() };
  return { id, startedAt, fingerprint, attempt: 1, earlierSeconds: 0, ...done, ...told, lastAt: startedAt };
}

/** What a night is about: the same nodes of the same text, in the same steps, for the same target and vars. */
function fingerprintOf({ config, manifest }: Project, { steps, nodes }: NightPlan): string {
  const hash = createHash('sha256');
  const { profile, cliVars, flags } = config;
  const add = (value: unknown) => hash.update(`${JSON.stringify(value)}\n`);
  add([profile.profileName, profile.targetName, cliVars, flags.fullRefresh, steps.map(({ name }) => name)]);
  for (const [step, ids] of nodes) {
    add([step, ids.length]);
    for (const id of [...ids].sort()) add([id, (manifest.nodes.get(id) ?? manifest.unitTests.get(id))?.checksum]);
  }
  return hash.digest('hex');
}

function showPlan({ steps, nodes }: NightPlan, state: NightState, note: (message: string) => void): number {
  steps.forEach(({ name, title, repeats }, index) => {
    const before = state.steps.get(name);
    const isDone = before && before.status !== 'error' && !repeats;
    note(`Step ${index + 1} of ${steps.length}, ${title}${isDone ? `: done before (${before.detail})` : ''}`);
    const ids = nodes.get(name) ?? [];
    if (!isDone && name !== 'tests')
      for (const id of ids.filter((one) => !/^(?:unit_)?test\./.test(one))) note(`  ${id}`);
  });
  return 0;
}
