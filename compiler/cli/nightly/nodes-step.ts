import type { NodeResult, RunReport } from '../../execute/types.js';
import type { NightStep, NodeRecord, StepContext, StepOutcome } from '../../nightly/types.js';
import type { Problem } from '../../notify/types.js';
import { runOptionsOf } from '../run-options.js';
import { keepResults } from './results.js';
import { mayPass, type NightTools } from './steps.js';

interface Nodes {
  readonly name: string;
  readonly ids: readonly string[];
  readonly builds: boolean;
}

const DONE: ReadonlySet<string> = new Set(['success', 'pass', 'warn', 'fail', 'no-op', 'reused']);
const FAILED: ReadonlySet<string> = new Set(['error', 'fail', 'skipped', 'runtime error', 'partial success']);

/** Builds a layer, or runs the tests: what of it is not done yet, and does not depend on what failed. */
export function nodesStep(tools: NightTools, { name, ids, builds }: Nodes): NightStep {
  return {
    name,
    title: builds
      ? `build ${name === 'build' ? '' : `layer ${name} `}(${counted(ids.length, 'node')})`
      : `run ${counted(ids.length, 'test')}`,
    builds,
    async run(context) {
      const { noteNode } = await import('../../nightly/index.js');
      const { project, options, context: command } = tools;
      const note = (id: string, record: NodeRecord) =>
        noteNode({ journal: tools.journal() }, context, name, id, record);
      const blocked = blockedNodes(tools, context, name, builds);
      const open = ids.filter((id) => !DONE.has(context.nodes.get(id)?.status ?? ''));
      for (const id of open.filter((one) => blocked.has(one))) note(id, { status: 'skipped', seconds: 0 });
      const todo = open.filter((id) => !blocked.has(id));
      if (todo.length > 0) {
        command.emit({ type: 'round-started', command: builds ? 'build' : 'test' });
        // Also what a killed attempt came to is known afterwards, so it is noted at once.
        tools.listen((event) => {
          if (event.type !== 'node-finished' || command.signal.aborted) return;
          const { status, seconds, message, node } = event;
          if (!FAILED.has(status) && status !== 'warn') note(node.uniqueId, { status, seconds });
          else
            note(node.uniqueId, {
              status,
              seconds,
              ...failureOf({ resourceType: node.resourceType, name: node.name, status, message }, event.diagnostic),
            });
        });
        try {
          const report: RunReport = await project.run(
            builds ? 'build' : 'test',
            runOptionsOf({ ...options, ids: todo, select: undefined, exclude: undefined }, project),
          );
          // Hooks are no nodes of the step, but a failing one is a failure, until it succeeds.
          for (const hook of report.results.filter(({ node }) => node.resourceType === 'operation'))
            if (FAILED.has(hook.status) || context.nodes.has(hook.node.uniqueId))
              note(hook.node.uniqueId, {
                status: hook.status,
                seconds: hook.executionTime,
                ...hookFailure(hook),
              });
          keepResults(project, context.state.id);
        } finally {
          tools.listen(undefined);
        }
      }
      return outcomeOf(context.nodes, builds ? 'built' : 'passed');
    },
  };
}

/**
 * What is below something that failed in an earlier step. Where tests stand between layers, also the models below what a failed test
 * tests, and what is below those; other tests of the same model are run.
 */
function blockedNodes(
  { project: { dag } }: NightTools,
  { state }: StepContext,
  own: string,
  builds: boolean,
): ReadonlySet<string> {
  const failed: string[] = [];
  const distrusted: string[] = [];
  for (const [step, records] of state.nodes) {
    for (const [id, { status }] of records) {
      if (!FAILED.has(status) || !dag.has(id)) continue;
      if (status === 'fail') distrusted.push(...dag.parents(id));
      else if (step !== own) failed.push(id);
    }
  }
  const blocked = new Set(dag.descendants(failed));
  if (!builds || distrusted.length === 0) return blocked;
  const models = [...dag.descendants(distrusted)].filter((id) => !/^(?:unit_)?test\./.test(id));
  for (const id of [...models, ...dag.descendants(models)]) blocked.add(id);
  return blocked;
}

export function outcomeOf(nodes: ReadonlyMap<string, NodeRecord>, done: string): StepOutcome {
  const records = [...nodes.values()];
  const count = (...statuses: readonly string[]) => records.filter(({ status }) => statuses.includes(status)).length;
  const good = count('success', 'pass', 'no-op', 'reused');
  const [warned, failed, skipped] = [count('warn'), count('fail'), count('skipped')];
  const errors = count('error', 'runtime error', 'partial success');
  const parts = [
    [good, done],
    [warned, 'warned'],
    [failed, 'failed'],
    [errors, 'in error'],
    [skipped, 'skipped'],
  ] as const;
  const detail = parts.flatMap(([n, word], index) => (n > 0 || index === 0 ? `${n} ${word}` : [])).join(', ');
  const problems = records.flatMap(({ problem }) => problem ?? []);
  const passing = records.some((record) => record.passing);
  const status = failed > 0 ? 'fail' : errors > 0 || skipped > 0 ? 'error' : warned > 0 ? 'warn' : 'pass';
  return { status, detail, problems, ...(passing ? { passing } : {}) };
}

interface Failed {
  readonly resourceType: string;
  readonly name: string;
  readonly status: string;
  readonly message: string;
}

function failureOf(
  { resourceType, name, status, message }: Failed,
  diagnostic: NodeResult['diagnostic'],
): Pick<NodeRecord, 'problem' | 'passing'> {
  if (status === 'skipped') return {};
  const kind = resourceType === 'unit_test' ? 'unit test' : resourceType;
  const verb = status === 'warn' ? 'warned' : 'failed';
  const detail = diagnostic ? [diagnostic.message, diagnostic.hint].filter(Boolean).join('\n') : message;
  const problem: Problem = {
    severity: status === 'warn' ? 'warning' : 'error',
    title: `${kind[0]!.toUpperCase()}${kind.slice(1)} ${name} ${verb}`,
    detail: ['fail', 'warn'].includes(status) ? message : detail,
  };
  return { problem, ...(diagnostic && mayPass(diagnostic) ? { passing: true } : {}) };
}

function hookFailure({ node, status, message, diagnostic }: NodeResult): Pick<NodeRecord, 'problem' | 'passing'> {
  if (!FAILED.has(status)) return {};
  return failureOf({ resourceType: 'hook', name: node.name, status, message: message ?? '' }, diagnostic);
}

export function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
