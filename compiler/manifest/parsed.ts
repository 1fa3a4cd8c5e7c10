/** What parsing gives to linking: every resource by itself, nothing resolved yet. */
import type { Span } from '../base/source.js';
import type {
  CompilableNode,
  DocNode,
  ExposureNode,
  GraphNode,
  GroupNode,
  JsonObject,
  MacroNode,
  SourceNode,
} from './types.js';
import type { UnitTestNode } from './unit-test.js';

export interface ParsedPackage {
  readonly name: string;
  readonly isRoot: boolean;
  /** Its protected models may only be used by itself. */
  readonly restrictAccess: boolean;
}

/** An entry of a properties file that found nothing of its name. */
export interface UnmatchedPatch {
  /** `models`, `seeds`, … as in the file. */
  readonly section: string;
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly span: () => Span;
}

/** A suite of expectations whose model is not there. */
export interface UnmatchedSuite {
  readonly suite: string;
  /** As written. */
  readonly model: string;
  readonly span: () => Span;
}

export interface ParsedUnitTest {
  readonly node: UnitTestNode;
  /** The place of something below its definition: `['given', 0, 'input']`. */
  readonly spanOf: (path: readonly (string | number)[]) => Span;
}

export interface ParsedProject {
  readonly projectName: string;
  readonly adapterType: string;
  readonly packages: readonly ParsedPackage[];
  /** Enabled ones, `dependsOn.nodes` still empty. Two with one id are duplicates, which linking reports. */
  readonly nodes: readonly CompilableNode[];
  readonly sources: readonly SourceNode[];
  readonly exposures: readonly ExposureNode[];
  /** Enabled or not, one a definition: versions are told apart when models are known. */
  readonly unitTests: readonly ParsedUnitTest[];
  readonly macros: readonly MacroNode[];
  readonly docs: readonly DocNode[];
  readonly groups: readonly GroupNode[];
  readonly disabled: readonly GraphNode[];
  readonly selectors: Readonly<Record<string, JsonObject>>;
  readonly unmatchedPatches: readonly UnmatchedPatch[];
  readonly unmatchedSuites?: readonly UnmatchedSuite[];
  /** Names of models and the like that could not be parsed: refs to them are no further problem. */
  readonly failedNames: ReadonlySet<string>;
  /** dbt's require_ref_searches_node_package_before_root. */
  readonly nodePackageFirst: boolean;
  /** dbt's require_unique_project_resource_names. */
  readonly uniqueNamesAcrossPackages: boolean;
  /** Whether a space in a name is an error, of nodes and of sources; else it is a warning. */
  readonly spacesAreErrors?: { readonly nodes: boolean; readonly sources: boolean };
  /** Where a node that YAML defines stands (a generic test, a source, an exposure); undefined for one from a file of its own. */
  spanOf(uniqueId: string): Span | undefined;
}
