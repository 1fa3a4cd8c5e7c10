/** YAML 1.1 as PyYAML's safe loader reads it: values fast, positions only when somebody asks. */
import { EVENT_ID, YAMLException } from 'js-yaml';
import { type DiagnosticSink, QuernError } from '../diagnostics.js';
import type { SourceFile, Span } from '../source.js';
import { Constructor } from './construct.js';
import { eventsOf } from './events.js';
import { explainSyntaxError } from './explain.js';
import { yamlDocuments, yamlDuplicateKey } from './problems.js';
import { parseTree, type YamlNode } from './tree.js';

export type YamlPath = readonly (string | number)[];

export interface YamlDocument {
  readonly file: SourceFile;
  /** Plain objects and arrays; keys are strings. Parts that aliases name are shared: never change it. */
  readonly value: unknown;
  /** The place of the value at a path, or of its key; of the nearest value that encloses it where the path leads nowhere. */
  spanOf(path: YamlPath, what?: 'key' | 'value'): Span;
}

/**
 * Parses one document; an empty text is null. Warnings (duplicate keys, of which the last counts) go to `sink`.
 * Throws QuernError for anything that is no YAML.
 */
export function parseYaml(file: SourceFile, sink?: DiagnosticSink): YamlDocument {
  const { value, duplicates } = read(file);
  const document = new Document(file, value);
  if (duplicates && sink) reportDuplicates(document.tree(), sink);
  return document;
}

function read(file: SourceFile): { value: unknown; duplicates: boolean } {
  try {
    const events = eventsOf(file.text);
    if (events.length === 0) return { value: null, duplicates: false };
    const reader = new Constructor(file, events, 1);
    const value = reader.value();
    if (reader.hasMore) throw new QuernError(yamlDocuments({}, secondDocument(file)));
    return { value, duplicates: reader.duplicates };
  } catch (error) {
    if (error instanceof YAMLException)
      throw new QuernError(explainSyntaxError(file, error.reason, error.mark?.position ?? 0));
    throw error;
  }
}

class Document implements YamlDocument {
  #tree: YamlNode | undefined | null = null;

  constructor(
    readonly file: SourceFile,
    readonly value: unknown,
  ) {}

  tree(): YamlNode | undefined {
    if (this.#tree === null) this.#tree = parseTree(this.file);
    return this.#tree;
  }

  spanOf(path: YamlPath, what: 'key' | 'value' = 'value'): Span {
    let node = this.tree();
    if (!node) return { file: this.file, start: 0, end: Math.min(1, this.file.text.length) };
    let span = node.span;
    for (const part of path) {
      const step: { readonly key: YamlNode; readonly value: YamlNode } | undefined = child(node, part);
      if (!step) return span;
      const empty = step.value.span.start === step.value.span.end;
      span = what === 'key' || empty ? step.key.span : step.value.span;
      node = step.value;
    }
    return span;
  }
}

/** The last entry of a name counts, as it does for the value. */
function child(
  parent: YamlNode,
  part: string | number,
): { readonly key: YamlNode; readonly value: YamlNode } | undefined {
  const node = parent.target ?? parent;
  if (node.kind === 'sequence') {
    const item = node.items[Number(part)];
    return item && { key: item, value: item };
  }
  const own = node.entries.findLast((entry) => entry.name === String(part));
  if (own) return own;
  for (const { name, value } of node.entries) {
    if (name !== '<<') continue;
    const source = value.target ?? value;
    for (const merged of source.kind === 'sequence' ? source.items : [source]) {
      const found = child(merged, part);
      if (found) return found;
    }
  }
  return undefined;
}

function reportDuplicates(node: YamlNode | undefined, sink: DiagnosticSink): void {
  if (!node || node.kind === 'alias') return;
  const first = new Map<string, YamlNode>();
  for (const { key, name, value } of node.entries) {
    const earlier = first.get(name);
    if (earlier && name !== '<<') {
      sink.report(
        yamlDuplicateKey({ key: name }, key.span, { related: [{ message: 'first here', span: earlier.span }] }),
      );
    } else first.set(name, key);
    reportDuplicates(value, sink);
  }
  for (const item of node.items) reportDuplicates(item, sink);
}

function secondDocument(file: SourceFile): Span {
  const events = eventsOf(file.text);
  const second = events.findIndex((event, index) => index > 0 && event.type === EVENT_ID.DOCUMENT);
  const content = events[second + 1];
  const from =
    content && 'start' in content
      ? content.start
      : content && 'valueStart' in content
        ? content.valueStart
        : file.text.length;
  const start = Math.max(file.text.lastIndexOf('\n---', from) + 1, 0);
  return { file, start, end: Math.min(start + 3, file.text.length) };
}
