import { join } from 'node:path';
import { QuernError } from '../base/diagnostics.js';
import type { SourceFile, Span } from '../base/source.js';
import { parseYaml, type YamlDocument, type YamlPath } from '../base/yaml/index.js';
import { displayPath, readSource } from '../config/files.js';
import type { ProjectConfig } from '../config/types.js';
import { parseTemplate, TemplateError } from '../jinja/index.js';
import type { CompilableNode, SourceNode } from '../manifest/types.js';
import type { UnitTestNode } from '../manifest/unit-test.js';
import type { ConfigKind } from './config/defaults.js';
import { configKey, isRecord } from './config/merge.js';
import { ConfigResolver } from './config/resolve.js';

type Located = Pick<
  CompilableNode,
  'uniqueId' | 'resourceType' | 'name' | 'packageName' | 'originalFilePath' | 'patchPath' | 'fqn'
>;

/**
 * Finds what the author wrote of a node, by reading its files again. For problems that come up while nodes run: a project may
 * have come from the cache, which keeps no places. Undefined where nothing was written of the kind, or it is there no longer.
 */
export class NodePlaces {
  readonly #documents = new Map<string, YamlDocument | undefined>();
  #configs: ConfigResolver | undefined;

  constructor(private readonly config: ProjectConfig) {}

  /** A generic test in its properties file. */
  definition(test: CompilableNode, attached: Located | undefined): Span | undefined {
    const found = this.#testAt(test, attached);
    return found?.document.spanOf(found.path);
  }

  /** The name of the column that a generic test is on. */
  testColumn(test: CompilableNode, attached: Located | undefined): Span | undefined {
    const found = this.#testAt(test, attached);
    const at = found?.path.lastIndexOf('columns') ?? -1;
    return at < 0 ? undefined : found!.document.spanOf([...found!.path.slice(0, at + 2), 'name']);
  }

  /** A column in a node's entry. */
  column(node: Located, name: string): Span | undefined {
    const entry = this.#entryOf(node);
    const index = listOf(entry?.value.columns).findIndex((c) => sameName(c.name, name));
    return index < 0 ? undefined : entry!.document.spanOf([...entry!.path, 'columns', index, 'name']);
  }

  /**
   * The value of a node's configuration under a key, where it was set last: in the file, in its entry, in a project file.
   * `inside` leads further into the value.
   */
  configured(node: Located, key: string, inside: YamlPath = []): Span | undefined {
    const inFile = node.originalFilePath.endsWith('.sql') ? this.#inTemplate(node, key) : undefined;
    if (inFile) return inFile;
    const entry = this.#entryOf(node);
    if (entry) {
      const { config } = entry.value;
      for (const [holder, at] of [[config, ['config']] as const, [entry.value, []] as const]) {
        const own = isRecord(holder) ? Object.keys(holder).find((k) => configKey(k) === key) : undefined;
        if (own !== undefined) return entry.document.spanOf([...entry.path, ...at, own, ...inside]);
      }
    }
    this.#configs ??= new ConfigResolver(this.config, { report: () => {} });
    return this.#configs.originOf(node.resourceType as ConfigKind, node.packageName, node.fqn, [], key);
  }

  /** What a source's table says under the first of these keys that it has, or else its name. */
  sourceTable(node: SourceNode, keys: readonly string[]): Span | undefined {
    const document = this.#document(node.packageName, node.originalFilePath);
    if (!document || !isRecord(document.value)) return undefined;
    for (const [index, source] of listOf(document.value.sources).entries()) {
      const at = source.name === node.sourceName ? listOf(source.tables).findIndex((t) => t.name === node.name) : -1;
      if (at < 0) continue;
      const table = listOf(source.tables)[at]!;
      const path: YamlPath = ['sources', index, 'tables', at];
      const own = keys.flatMap((key): YamlPath[] => [
        ...(isRecord(table.config) && key in table.config ? [['config', key]] : []),
        ...(key in table ? [[key]] : []),
      ])[0];
      return document.spanOf([...path, ...(own ?? ['name'])]);
    }
    return undefined;
  }

  /** Something below the definition of a unit test: `['given', 0, 'input']`. */
  unitTest(test: UnitTestNode, inside: YamlPath, what: 'key' | 'value' = 'value'): Span | undefined {
    const document = this.#document(test.packageName, test.originalFilePath);
    if (!document || !isRecord(document.value)) return undefined;
    const index = listOf(document.value.unit_tests).findIndex(
      (entry) => entry.name === test.name && entry.model === test.model,
    );
    return index < 0 ? undefined : document.spanOf(['unit_tests', index, ...inside], what);
  }

  /** A cell of a CSV file, or its line. */
  dataLine(node: Located, line: number, column: string | undefined, delimiter: string): Span | undefined {
    const file = this.#read(node.packageName, node.originalFilePath);
    if (!file || line > file.lineCount) return undefined;
    const text = file.lineText(line);
    const start = file.offsetAt(line, 1);
    const index =
      column === undefined ? -1 : cells(file.lineText(1), delimiter).findIndex((c) => sameName(c.text, column));
    const cell = cells(text, delimiter)[index];
    return cell
      ? { file, start: start + cell.start, end: start + cell.start + cell.text.length }
      : { file, start, end: start + text.length };
  }

  #inTemplate(node: Located, key: string): Span | undefined {
    const file = this.#read(node.packageName, node.originalFilePath);
    if (!file) return undefined;
    try {
      for (const call of parseTemplate(file).facts().calls) {
        if (call.name !== 'config') continue;
        for (const [name, { span }] of call.named) if (configKey(name) === key) return span;
      }
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
    }
    return undefined;
  }

  #testAt(test: CompilableNode, attached: Located | undefined): { document: YamlDocument; path: YamlPath } | undefined {
    if (test.resourceType !== 'test' || !test.testMetadata) return undefined;
    const document = this.#document(test.packageName, test.originalFilePath);
    if (!document || !isRecord(document.value)) return undefined;
    const { name, namespace } = test.testMetadata;
    const wanted = namespace === null ? name : `${namespace}.${name}`;
    const owners = attached ? [attached.name] : test.sources.map((s) => s.table);
    const visit = (value: unknown, path: YamlPath, owned: boolean, column: string | null): YamlPath | undefined => {
      if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) {
          const found = visit(item, [...path, index], owned, column);
          if (found) return found;
        }
        return undefined;
      }
      if (!isRecord(value)) return undefined;
      const inColumns = path.at(-2) === 'columns';
      const isOwner = owned || owners.some((owner) => sameName(value.name, owner));
      const ownColumn = inColumns ? String(value.name ?? '') : column;
      for (const [key, below] of Object.entries(value)) {
        if (key === 'data_tests' || key === 'tests') {
          const fits = isOwner && sameName(ownColumn ?? '', test.columnName ?? '');
          const index = fits && Array.isArray(below) ? below.findIndex((item) => namesTest(item, wanted, test)) : -1;
          if (index >= 0) return [...path, key, index];
        } else if (typeof below === 'object' && below !== null && (isOwner || !inColumns)) {
          const found = visit(below, [...path, key], isOwner && key !== 'tables', ownColumn);
          if (found) return found;
        }
      }
      return undefined;
    };
    const path = visit(document.value, [], false, null);
    return path && { document, path };
  }

  #entryOf(node: Located): { document: YamlDocument; path: YamlPath; value: Record<string, unknown> } | undefined {
    const file = node.patchPath?.replace(/^[^:]*:\/\//, '');
    const document = file === undefined ? undefined : this.#document(node.packageName, file);
    if (!document || !isRecord(document.value)) return undefined;
    for (const [section, list] of Object.entries(document.value)) {
      const index = listOf(list).findIndex((entry) => entry.name === node.name);
      if (index < 0 || !SECTIONS[node.resourceType]?.includes(section)) continue;
      return { document, path: [section, index], value: listOf(list)[index]! };
    }
    return undefined;
  }

  #document(packageName: string, path: string): YamlDocument | undefined {
    const key = `${packageName}\0${path}`;
    if (!this.#documents.has(key)) {
      const file = this.#read(packageName, path);
      this.#documents.set(key, file && quietly(() => parseYaml(file)));
    }
    return this.#documents.get(key);
  }

  #read(packageName: string, path: string): SourceFile | undefined {
    const { root, packages } = this.config;
    const folder = (packages.find((p) => p.name === packageName) ?? root).root;
    const file = join(folder, path);
    return quietly(() => readSource(file, displayPath(root.root, file)));
  }
}

const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  model: ['models'],
  seed: ['seeds'],
  snapshot: ['snapshots'],
  analysis: ['analyses'],
  test: ['data_tests', 'tests'],
};

/** The values of a line, roughly: quotes that hold a delimiter are respected. */
function cells(line: string, delimiter: string): { text: string; start: number }[] {
  const out: { text: string; start: number }[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    if (at < line.length && (quoted || !line.startsWith(delimiter, at))) continue;
    out.push({ text: line.slice(start, at), start });
    start = at + delimiter.length;
  }
  return out;
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map((item) => (isRecord(item) ? item : {})) : [];
}

function sameName(a: unknown, b: string): boolean {
  return typeof a === 'string' && a.replace(/["`]/g, '').toLowerCase() === b.replace(/["`]/g, '').toLowerCase();
}

/** Whether an item of `data_tests:` is the test: by its own name where it has one, else by that of its macro. */
function namesTest(item: unknown, wanted: string, test: CompilableNode): boolean {
  if (typeof item === 'string') return item === wanted;
  if (!isRecord(item)) return false;
  const key = 'test_name' in item ? item.test_name : Object.keys(item)[0];
  const body = 'test_name' in item ? item : item[String(key)];
  const own = isRecord(body) && typeof body.name === 'string' ? body.name : item.name;
  return key === wanted && (typeof own !== 'string' || own === test.name);
}

/** What can't be read any longer has no places. */
function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof QuernError) return undefined;
    throw error;
  }
}
