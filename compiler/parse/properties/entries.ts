import type { Span } from '../../base/source.js';
import type { YamlDocument, YamlPath } from '../../base/yaml/index.js';
import type { FileEntry } from '../../load/tree.js';

/** Sections of a properties file that are understood. */
export type Section =
  | 'models'
  | 'seeds'
  | 'snapshots'
  | 'analyses'
  | 'data_tests'
  | 'sources'
  | 'macros'
  | 'exposures'
  | 'groups'
  | 'semantic_models'
  | 'metrics'
  | 'saved_queries'
  | 'unit_tests'
  | 'functions'
  | 'suites';

/** One named entry of a properties file, as written. */
export class PropertyEntry {
  constructor(
    readonly section: Section,
    readonly name: string,
    readonly value: Readonly<Record<string, unknown>>,
    readonly packageName: string,
    readonly file: FileEntry,
    private readonly document: YamlDocument,
    /** Of the entry in its document. */
    private readonly at: YamlPath,
    /** Whether the file may have something that rendering changes: Jinja, a line break at the end of a text, a date. */
    readonly needsRendering: boolean,
  ) {}

  /** `my_project://models/schema.yml` */
  get patchPath(): string {
    return `${this.packageName}://${this.file.originalPath}`;
  }

  /** The place of something below the entry. */
  spanOf(path: YamlPath, what: 'key' | 'value' = 'value'): Span {
    return this.document.spanOf([...this.at, ...path], what);
  }

  get nameSpan(): Span {
    return this.spanOf(['name']);
  }
}
