import { shownInvocationArgs } from '../config/invocation-args.js';
import type { Journal } from '../execute/journal.js';
import type { RunInputs } from '../execute/ports.js';
import type { Retried, RunOptions } from '../execute/types.js';
import type { Value } from '../jinja/values/index.js';
import type { CompilableNode, SeedNode } from '../manifest/types.js';
import { NodePlaces } from '../parse/places.js';
import { Renderer, type RendererOptions } from '../render/renderer.js';
import { isBuiltinPath } from './builtins.js';
import { counterpartsOf, deferralOf } from './deferral.js';
import { purgeableInputs } from './purgeable-inputs.js';
import { loadSeedTable } from './seed-table.js';
import type { ProjectState } from './state.js';

/** What running needs of a loaded project, for one command. */
export function runInputs(
  state: ProjectState,
  options: Pick<RunOptions, 'empty' | 'retries'> & Pick<RendererOptions, 'sourceMaps'>,
  selected: readonly string[],
  journal?: Journal,
): RunInputs {
  const { config, linked, files } = state;
  const { warnErrorOptions, warnError } = config.flags;
  const listed = typeof warnErrorOptions.error === 'string' ? [warnErrorOptions.error] : warnErrorOptions.error;
  return {
    projectName: config.root.name,
    profileName: config.profile.profileName,
    targetName: config.profile.targetName,
    queryComment: config.root.queryComment,
    manifest: linked.manifest,
    dag: state.dag,
    render: createRenderer(state, options.empty, selected, options.sourceMaps),
    warehouse: state.warehouse,
    cache: state.relations,
    files,
    ...(journal ? { journal, invocation: () => invocationFacts(config) } : {}),
    isBuiltIn: isBuiltinPath,
    places: new NodePlaces(config),
    names: () => state.services.macros.names(config.root.name),
    warningIsError: (event) => warnError || listed.includes('all') || listed.includes('*') || listed.includes(event),
    microbatch: microbatchOf(state, options.retries),
    counterpartOf: counterpartsOf(state),
    purgeableInputs: (node) => purgeableInputs(state, node),
    versionPointers: config.flags.behavior.latest_version_pointer_enabled_by_default ?? false,
    skipIfStartFails: config.flags.behavior.skip_nodes_if_on_run_start_fails ?? true,
  };
}

/** By the names that artifacts have for them. */
function invocationFacts(config: ProjectState['config']): Record<string, unknown> {
  const { invocationId, startedAt } = config.invocation;
  return { invocation_id: invocationId, started_at: startedAt.toISOString(), args: shownInvocationArgs(config) };
}

function microbatchOf({ config, services }: ProjectState, retries: Retried | undefined): RunInputs['microbatch'] {
  const { eventTimeStart: start, eventTimeEnd: end, sample } = config.flags;
  return {
    range: sample ?? (start && end ? { start, end } : undefined),
    now: retries?.startedAt ?? config.invocation.startedAt,
    retried: retries?.batches,
    concurrent: services.adapter.capabilities.microbatchConcurrency,
  };
}

export function createRenderer(
  state: ProjectState,
  empty: boolean,
  selected: readonly string[],
  sourceMaps = true,
): Renderer {
  const { files } = state;
  return new Renderer({ ...state.services, selectedResources: selected }, state.linked, {
    empty,
    sample: state.config.flags.sample ?? undefined,
    selected,
    deferral: deferralOf(state, selected),
    counterpartOf: counterpartsOf(state),
    sourceMaps,
    templateOf: state.templateOf,
    loadSeed: (node: CompilableNode): Value => loadSeedTable(node as SeedNode, empty),
    compiledPath: (node) => files.compiledPath(node),
    write: (node, sql) => files.writeRun(node, sql),
    onEphemeral: (node, { sql, extraCtes }) => {
      files.writeCompiled(node, sql);
      state.compiled.set(node.uniqueId, { compiledCode: sql, extraCtes, compiledPath: files.compiledPath(node) });
    },
  });
}
