import type { Journal } from '../execute/journal.js';
import type { RunInputs } from '../execute/ports.js';
import type { RunOptions } from '../execute/types.js';
import type { Value } from '../jinja/values/index.js';
import type { CompilableNode, SeedNode } from '../manifest/types.js';
import { NodePlaces } from '../parse/places.js';
import { Renderer, type RendererOptions } from '../render/renderer.js';
import { isBuiltinPath } from './builtins.js';
import { counterpartsOf, deferralOf } from './deferral.js';
import { loadSeedTable } from './seed-table.js';
import type { ProjectState } from './state.js';

/** What running needs of a loaded project, for one command. */
export function runInputs(
  state: ProjectState,
  options: Pick<RunOptions, 'empty'> & Pick<RendererOptions, 'sourceMaps'>,
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
    ...(journal ? { journal } : {}),
    isBuiltIn: isBuiltinPath,
    places: new NodePlaces(config),
    names: () => state.services.macros.names(config.root.name),
    warningIsError: (event) => warnError || listed.includes('all') || listed.includes('*') || listed.includes(event),
    microbatch: microbatchOf(state),
    counterpartOf: counterpartsOf(state),
    skipIfStartFails: config.flags.behavior.skip_nodes_if_on_run_start_fails ?? true,
  };
}

function microbatchOf({ config, services }: ProjectState): RunInputs['microbatch'] {
  const { eventTimeStart: start, eventTimeEnd: end, sample } = config.flags;
  return {
    range: sample ?? (start && end ? { start, end } : undefined),
    now: config.invocation.startedAt,
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
