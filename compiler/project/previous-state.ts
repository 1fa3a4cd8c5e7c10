import { join, resolve } from 'node:path';
import { StateComparer } from '../artifacts/previous/comparer.js';
import { sameFolder } from '../artifacts/previous/diagnostics.js';
import type { PreviousManifest } from '../artifacts/previous/manifest.js';
import { fresherSources, readLoadTimes, readStatuses } from '../artifacts/previous/outcomes.js';
import type { DiagnosticSink } from '../base/diagnostics.js';
import { once } from '../base/once.js';
import { SourceFile } from '../base/source.js';
import type { ProjectConfig } from '../config/types.js';
import type { PreviousState } from '../graph/select/node.js';
import { parseTemplate } from '../jinja/index.js';
import { callConfig } from '../parse/file-config.js';
import { builtinPackages } from './builtins.js';
import { PreviousFolder } from './previous-folder.js';
import type { ProjectState } from './state.js';

/** What `--state` names, for selections; what a selection does not ask for is not read. */
export function previousState(state: ProjectState): PreviousState | undefined {
  const { config } = state;
  if (config.flags.state === null) return undefined;
  const folder = new PreviousFolder(config.root.root, config.flags.state);
  const target = config.root.targetPath;
  const comparison = once(() => {
    const manifest = folder.manifest();
    return manifest && comparerOf(state, manifest);
  });
  const results = once(() => readStatuses(...folder.file('run_results.json')));
  const fresher = once(() => {
    const before = readLoadTimes(...folder.file('sources.json'));
    if (!before) return 'previous';
    const now = readLoadTimes(join(target, 'sources.json'), 'sources.json');
    return now ? fresherSources(before, now) : 'current';
  });
  return {
    get comparison() {
      return comparison();
    },
    get results() {
      return results();
    },
    get fresherSources() {
      return fresher();
    },
    folder: { shown: folder.shown, exists: folder.exists },
  };
}

/** Warns of a run that replaces what it compares with. */
export function checkStateFolder({ flags, root }: ProjectConfig, sink: DiagnosticSink): void {
  const { state } = flags;
  if (state !== null && resolve(root.root, state) === root.targetPath) sink.report(sameFolder({ path: state }));
}

function comparerOf(state: ProjectState, manifest: PreviousManifest): StateComparer {
  const { config, adapter, linked } = state;
  const builtIn = new Set(builtinPackages(adapter.name).flatMap(({ name, standsIn }) => (standsIn ? [] : [name])));
  const support: Readonly<Record<string, string>> = adapter.traits.constraints;
  return new StateComparer(manifest, {
    dictOf: state.dictOf,
    nodes: linked.manifest.nodes,
    disabled: linked.manifest.disabled,
    macros: linked.manifest.macros,
    isBuiltIn: (name) => builtIn.has(name),
    isEnforced: (type) => support[type] === 'enforced',
    unrendered: config.flags.behavior.state_modified_compare_more_unrendered_values ?? true,
    largestSeed: config.flags.maximumSeedSizeMib,
    now: config.invocation.startedAt,
    diagnostics: state.sink,
    configOf: (rawCode) => callConfig(parseTemplate(new SourceFile('model', rawCode))),
  });
}
