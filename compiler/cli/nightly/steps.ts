import type { Diagnostic } from '../../base/diagnostics.js';
import { DiagnosticList, QuernError } from '../../base/diagnostics.js';
import type { EventListener } from '../../base/events.js';
import { hasCriteria } from '../../execute/freshness/criteria.js';
import type { NightJournal } from '../../nightly/journal.js';
import type { NightlyConfig, NightStep, StepContext, StepOutcome } from '../../nightly/types.js';
import type { Project } from '../../project.js';
import type { CommandContext } from '../define-command.js';
import { selectionOf } from '../run-options.js';
import { freshnessStep } from './freshness-step.js';
import { marksStep } from './marks-step.js';
import { monitorsStep } from './monitors-step.js';
import { nodesStep } from './nodes-step.js';
import { stageStep } from './stage-step.js';

/** What the steps of a night work with. */
export interface NightTools {
  readonly project: Project;
  readonly config: NightlyConfig;
  readonly context: CommandContext;
  readonly options: Readonly<Record<string, unknown>>;
  readonly journal: () => NightJournal;
  readonly listen: (listener: EventListener | undefined) => void;
  /** Seconds that the night was at work so far. */
  readonly seconds: () => number;
}

export interface NightPlan {
  readonly steps: readonly NightStep[];
  /** Of each step that works on nodes. */
  readonly nodes: ReadonlyMap<string, readonly string[]>;
}

const isTest = (id: string) => id.startsWith('test.') || id.startsWith('unit_test.');
const isWork = (id: string) => /^(?:model|seed|snapshot|function|test|unit_test)\./.test(id);

/** The steps of a project's night. Throws a QuernError where its layers are in no order. */
export async function planNight(tools: NightTools): Promise<NightPlan> {
  const { project, config } = tools;
  const { partition } = await import('../../nightly/index.js');
  const chosen = selected(tools, config.select, config.exclude).filter(isWork);
  const testsLast = config.tests === 'last';
  const built = new Set(testsLast ? chosen.filter((id) => !isTest(id)) : chosen);
  const nodes = new Map<string, readonly string[]>();
  if (config.layers.length === 0) nodes.set('build', [...built]);
  else {
    const sink = new DiagnosticList();
    const layers = config.layers.map(({ name, select, exclude }) => ({
      name,
      select,
      ids: new Set(selected(tools, select, exclude).filter((id) => built.has(id))),
    }));
    const { dag } = project;
    const graph = {
      ordered: dag.topologicalOrder().map((at) => dag.ids[at]!),
      parents: (id: string) => dag.parents(id),
    };
    const parts = partition(layers, built, graph, sink);
    sink.throwIfErrors();
    for (const diagnostic of sink.all) tools.context.emit({ type: 'diagnostic', diagnostic });
    parts.forEach((ids, index) => {
      nodes.set(layers[index]!.name, ids);
    });
  }
  const tests = testsLast ? chosen.filter(isTest) : [];
  const layerSteps = [...nodes].map(([name, ids]) => nodesStep(tools, { name, ids, builds: true }));
  if (tests.length > 0) nodes.set('tests', tests);
  const sources = agedSources(project, chosen);
  const steps = [
    marksStep(tools),
    stageStep(tools),
    ...(sources.length > 0 && config.staleSources !== 'ignore' ? [freshnessStep(tools, sources)] : []),
    ...layerSteps,
    ...(tests.length > 0 ? [nodesStep(tools, { name: 'tests', ids: tests, builds: false })] : []),
    ...(config.monitors ? [monitorsStep(tools)] : []),
  ];
  return { steps: steps.map(caught), nodes };
}

function selected({ project }: NightTools, select: readonly string[], exclude: readonly string[]): readonly string[] {
  return project.select(selectionOf({ select, exclude }, project), 'build');
}

/** The sources of what is built whose age is watched, as selections have them. */
function agedSources({ dag, manifest }: Project, chosen: readonly string[]): readonly string[] {
  const needed = dag.ancestors(chosen);
  return [...manifest.sources.values()]
    .filter(({ uniqueId, freshness }) => needed.has(uniqueId) && hasCriteria(freshness))
    .map(({ packageName, sourceName, name }) => `source:${packageName}.${sourceName}.${name}`);
}

/** What makes a step impossible is the step's failure, not the night's end. */
function caught(step: NightStep): NightStep {
  return {
    ...step,
    async run(context: StepContext): Promise<StepOutcome> {
      try {
        return await step.run(context);
      } catch (error) {
        if (!(error instanceof QuernError)) throw error;
        const [first] = error.diagnostics;
        const problems = error.diagnostics.map(({ message, hint }) => ({
          severity: 'error' as const,
          title: `Step ${step.name} could not be done`,
          detail: hint ? `${message}\n${hint}` : message,
        }));
        const passing = error.diagnostics.some(mayPass);
        return {
          status: 'error',
          detail: first?.message ?? 'it could not be done',
          problems,
          ...(passing ? { passing } : {}),
        };
      }
    },
  };
}

/** That the warehouse can't be reached may be over soon. */
export function mayPass({ transient, code }: Pick<Diagnostic, 'transient' | 'code'>): boolean {
  return transient === true || code === 'CON001' || code === 'ADP010';
}
