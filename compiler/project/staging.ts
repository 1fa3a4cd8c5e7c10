import type { FileReader } from '../adapters/file-reader.js';
import { fileSourceOf } from '../adapters/file-source.js';
import { openFileReader } from '../adapters/registry.js';
import type { Diagnostic } from '../base/diagnostics.js';
import { once } from '../base/once.js';
import type { RunEnvironment } from '../execute/ports.js';
import { noFileSources, nothingToStage } from '../execute/staging/diagnostics.js';
import { stageSources } from '../execute/staging/stage.js';
import type { StagingReport } from '../execute/staging/types.js';
import type { StageOptions } from '../project.js';
import { RelationFactory } from '../render/relations.js';
import { runInputs } from './runner.js';
import { type ProjectState, selectFor } from './state.js';
import { writeManifest } from './write-artifacts.js';

/** Stages the files of the selected sources, where the warehouse does not read them in place. */
export async function stageFiles(
  state: ProjectState,
  options: StageOptions,
  environment: RunEnvironment,
): Promise<StagingReport> {
  const { adapter, sink, config } = state;
  const { ids } = selectFor(state, options, 'stage');
  const sources = ids
    .flatMap((id) => state.linked.manifest.sources.get(id) ?? [])
    .filter((source) => fileSourceOf(source) !== undefined);
  writeManifest(state);
  const staging = adapter.fileStaging;
  if (!staging || sources.length === 0) {
    sink.report(staging ? noFileSources({}) : nothingToStage({ adapter: adapter.name }));
    return { sources: [], exitCode: 0 };
  }
  const run = runInputs(state, { empty: false }, ids);
  const relations = new RelationFactory(state.services);
  const { dialect } = adapter;
  let reader: FileReader | undefined;
  const inputs = {
    run,
    adapterName: adapter.name,
    staging,
    local: { allowed: staging.readsLocalFiles?.(config.profile.output) ?? false, root: config.root.root },
    reader: once(async () => (reader = await openFileReader(config.root.root))),
    relationOf: (source: Parameters<RelationFactory['tableOfSource']>[0]) => relations.tableOfSource(source),
    nameOf: (name: string, quoted: boolean) =>
      dialect.quote(quoted || dialect.unquotedCase === 'preserve' ? name : folded(name, dialect.unquotedCase)),
    report: (diagnostic: Diagnostic) => sink.report(diagnostic),
    placeOf: (source: Parameters<RelationFactory['tableOfSource']>[0]) => run.places?.sourceTable(source, []),
  };
  try {
    return await stageSources(sources, inputs, options, environment);
  } finally {
    reader?.close();
  }
}

function folded(name: string, to: 'lower' | 'upper'): string {
  return to === 'lower' ? name.toLowerCase() : name.toUpperCase();
}
