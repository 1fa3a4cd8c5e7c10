import type { Retried, RunOptions } from '../execute/types.js';
import type { SelectionOptions } from '../graph/types.js';
import type { Project } from '../project.js';

interface GivenSelection {
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  readonly selector?: string;
  readonly resourceTypes?: readonly string[];
  readonly excludeResourceTypes?: readonly string[];
}

interface GivenRun extends GivenSelection {
  readonly threads?: number;
  readonly storeFailures?: boolean;
  readonly show?: boolean;
  /** Of `retry`. */
  readonly ids?: readonly string[];
  readonly retries?: Retried;
  readonly dryRun?: boolean;
}

export function selectionOf(options: GivenSelection, project: Project): SelectionOptions {
  return {
    select: options.select ?? [],
    exclude: options.exclude ?? [],
    ...(options.selector === undefined ? {} : { selector: options.selector }),
    resourceTypes: options.resourceTypes ?? [],
    excludeResourceTypes: options.excludeResourceTypes ?? [],
    indirectSelection: project.config.flags.indirectSelection,
  };
}

/** What the core is asked to run: the options, completed by the project's flags and the profile's number of threads. */
export function runOptionsOf(options: GivenRun, project: Project): RunOptions {
  const { flags, profile } = project.config;
  return {
    ...selectionOf(options, project),
    threads: flags.singleThreaded ? 1 : Math.max(options.threads ?? profile.threads, 1),
    fullRefresh: flags.fullRefresh,
    failFast: flags.failFast,
    storeFailures: options.storeFailures ?? flags.storeFailures,
    empty: flags.empty,
    ...(options.show === undefined ? {} : { show: options.show }),
    ...(options.ids ? { ids: options.ids.filter((id) => project.dag.has(id)) } : {}),
    ...(options.retries ? { retries: options.retries } : {}),
    ...(options.dryRun === undefined ? {} : { dryRun: options.dryRun }),
  };
}
