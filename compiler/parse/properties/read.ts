import { QuernError } from '../../base/diagnostics.js';
import { SourceFile, type Span } from '../../base/source.js';
import { parseYaml, type YamlDocument } from '../../base/yaml/index.js';
import { readEntry } from '../../load/read.js';
import type { FileEntry, SourceTree } from '../../load/tree.js';
import { isRecord } from '../config/merge.js';
import { propertiesShape } from '../diagnostics.js';
import type { CountingSink, ParseMemo } from '../memo.js';
import type { ParseServices } from '../services.js';
import { PropertyEntry, type Section } from './entries.js';

const SECTIONS: Readonly<Record<string, Section>> = {
  models: 'models',
  seeds: 'seeds',
  snapshots: 'snapshots',
  analyses: 'analyses',
  data_tests: 'data_tests',
  sources: 'sources',
  macros: 'macros',
  exposures: 'exposures',
  groups: 'groups',
  semantic_models: 'semantic_models',
  metrics: 'metrics',
  saved_queries: 'saved_queries',
  unit_tests: 'unit_tests',
  functions: 'functions',
  suites: 'suites',
};

/** Reads the properties files of the project and its packages: the entries of all sections, in order. */
export function readProperties(
  tree: SourceTree,
  services: Pick<ParseServices, 'checkProperties'>,
  memo: ParseMemo,
  sink: CountingSink,
): PropertyEntry[] {
  const entries: PropertyEntry[] = [];
  for (const files of tree) {
    for (const entry of files.byKind.properties) {
      const file = readEntry(entry, sink);
      if (!file) continue;
      const make = (): PropertyEntry[] => readFile(file, entry, files.package.name, services, sink);
      entries.push(...memo.file(`properties ${entry.displayPath}`, [file.text], sink, make));
    }
  }
  return entries;
}

function readFile(
  source: SourceFile,
  entry: FileEntry,
  packageName: string,
  services: Pick<ParseServices, 'checkProperties'>,
  sink: CountingSink,
): PropertyEntry[] {
  const into: PropertyEntry[] = [];
  // dbt strips the text: a block scalar at the very end has no line break then.
  const file = /\s$/.test(source.text) ? new SourceFile(source.path, source.text.trimEnd()) : source;
  let document: YamlDocument;
  try {
    document = parseYaml(file, sink);
  } catch (error) {
    if (!(error instanceof QuernError)) throw error;
    for (const diagnostic of error.diagnostics) sink.report(diagnostic);
    return into;
  }
  const root = document.value;
  if (root === null || root === undefined) return into;
  if (!isRecord(root)) {
    sink.report(
      propertiesShape(
        { what: `'${entry.displayPath}'`, expected: 'a mapping with sections such as models: and sources:' },
        document.spanOf([]),
      ),
    );
    return into;
  }
  const said = new Set<number | undefined>();
  for (const diagnostic of services.checkProperties?.(document) ?? []) {
    sink.report(diagnostic);
    if (diagnostic.severity === 'error') said.add(diagnostic.span?.start);
  }
  // What the schema complains of need not be said twice.
  const complain = (what: string, expected: string, span: Span): void => {
    if (!said.has(span.start)) sink.report(propertiesShape({ what, expected }, span));
  };
  const needsRendering = /\{[{%#]|[|>][-+\d]*[ \t]*(?:#.*)?\n|\\n|\n[ \t]*\n|\d{4}-\d\d?-\d/.test(file.text);
  for (const key of Object.keys(root)) {
    const section = Object.hasOwn(SECTIONS, key) ? SECTIONS[key] : undefined;
    if (section) readSection(section, key, root[key], { document, entry, packageName, needsRendering, complain, into });
  }
  return into;
}

interface Reading {
  readonly document: YamlDocument;
  readonly entry: FileEntry;
  readonly packageName: string;
  readonly needsRendering: boolean;
  readonly complain: (what: string, expected: string, span: Span) => void;
  readonly into: PropertyEntry[];
}

function readSection(section: Section, key: string, list: unknown, reading: Reading): void {
  const { document, complain } = reading;
  if (list === null || list === undefined) return;
  if (!Array.isArray(list)) {
    complain(`'${key}'`, 'a list', document.spanOf([key]));
    return;
  }
  list.forEach((value: unknown, index) => {
    const what = `Entry ${index + 1} of '${key}'`;
    if (!isRecord(value)) complain(what, 'a mapping with a name', document.spanOf([key, index]));
    else if (typeof value.name !== 'string' || value.name === '') {
      const at = 'name' in value ? document.spanOf([key, index, 'name']) : document.spanOf([key, index]);
      complain(`The name of entry ${index + 1} of '${key}'`, 'a text', at);
    } else {
      reading.into.push(
        new PropertyEntry(
          section,
          value.name,
          value,
          reading.packageName,
          reading.entry,
          document,
          [key, index],
          reading.needsRendering,
        ),
      );
    }
  });
}
