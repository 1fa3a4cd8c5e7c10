import type { DiagnosticSink } from '../base/diagnostics.js';
import { SourceFile, type Span, spanWithin } from '../base/source.js';
import { closest } from '../base/suggest.js';
import { type Block, type Context, parseTemplate, scanBlocks } from '../jinja/index.js';
import { hostFunction, textOf } from '../jinja/values/index.js';
import { readEntry } from '../load/read.js';
import { strip } from '../load/text.js';
import type { SourceTree } from '../load/tree.js';
import type { DocNode } from '../manifest/types.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { docMissing } from './diagnostics.js';

/** Every `{% docs name %}` block of the project and its packages. */
export function loadDocs(tree: SourceTree, sink: DiagnosticSink): DocNode[] {
  const docs: DocNode[] = [];
  for (const files of tree) {
    for (const entry of files.byKind.docs) {
      const file = readEntry(entry, sink);
      if (!file?.text.includes('docs')) continue;
      try {
        for (const block of scanBlocks(file)) {
          if (block.kind !== 'docs') continue;
          docs.push({
            uniqueId: `doc.${files.package.name}.${block.name}`,
            resourceType: 'doc',
            name: block.name,
            packageName: files.package.name,
            path: entry.path,
            originalFilePath: entry.originalPath,
            fqn: [files.package.name, block.name],
            span: block.nameSpan,
            blockContents: strip(contentsOf(block)),
          });
        }
      } catch (error) {
        for (const d of diagnoseTemplateError(error, { fallback: { file, start: 0, end: 1 } })) sink.report(d);
      }
    }
  }
  return docs;
}

/** The text of a block. Jinja in it is evaluated with nothing at hand, as dbt does it: names are empty, `{% raw %}` works. */
function contentsOf(block: Block): string {
  if (!HAS_JINJA.test(block.body)) return block.body;
  const { file, start, end } = block.bodySpan;
  return parseTemplate(file, { start, end }).render({ lookup: () => undefined }, { undefined: 'lenient' }).text;
}

export interface Description {
  readonly text: string;
  /** Ids of the docs blocks it uses. */
  readonly docBlocks: readonly string[];
}

const NOTHING: Description = { text: '', docBlocks: [] };
const HAS_JINJA = /\{[{%#]/;
const DOC_CALL = /\{\{-?\s*doc\(\s*(['"])([^'"]+)\1\s*(?:,\s*(['"])([^'"]+)\3\s*)?\)\s*-?\}\}/g;

/** Renders descriptions: `{{ doc('name') }}` and whatever else a properties file may use. */
export class Descriptions {
  readonly #blocks = new Map<string, DocNode[]>();
  readonly #rendered = new Map<string, Description>();

  constructor(
    docs: readonly DocNode[],
    private readonly rootPackage: string,
    private readonly contextOf: (packageName: string) => Context,
    private readonly sink: DiagnosticSink,
  ) {
    for (const doc of docs) {
      const list = this.#blocks.get(doc.name);
      if (list) list.push(doc);
      else this.#blocks.set(doc.name, [doc]);
    }
  }

  /** `place` is asked for only where there is a problem. */
  render(text: unknown, packageName: string, place: () => Span): Description {
    if (text === undefined || text === null || text === '') return NOTHING;
    if (typeof text !== 'string') return { text: String(text), docBlocks: [] };
    if (!HAS_JINJA.test(text)) return { text, docBlocks: [] };
    const key = `${packageName}\0${text}`;
    const known = this.#rendered.get(key);
    if (known) return known;
    const before = this.#problems;
    const rendered = this.#render(text, packageName, place);
    // A text with a problem is rendered again at its next place, so that each place is told of.
    if (this.#problems === before) this.#rendered.set(key, rendered);
    return rendered;
  }

  #problems = 0;

  #render(text: string, packageName: string, place: () => Span): Description {
    const docBlocks: string[] = [];
    const doc = (name: string, inPackage: string | undefined): string => {
      const found = this.#find(name, inPackage, packageName);
      if (!found) {
        this.#problems++;
        this.sink.report(docMissing({ name, near: closest(name, this.#blocks.keys()) }, docSpan(place(), name)));
        return '';
      }
      docBlocks.push(found.uniqueId);
      return found.blockContents;
    };
    const plain = text.replace(DOC_CALL, '');
    if (!HAS_JINJA.test(plain) && !/\{\{-|-\}\}/.test(text)) {
      const out = text.replace(DOC_CALL, (_all, _q, first: string, _p, second?: string) =>
        second === undefined ? doc(first, undefined) : doc(second, first),
      );
      // Like every rendered template it loses one line break at its end.
      return { text: text.endsWith('\n') ? out.replace(/\r?\n$/, '') : out, docBlocks };
    }
    const docValue = hostFunction('doc', ({ positional }) => {
      const names = positional.map((value) => textOf(value));
      return names.length > 1 ? doc(names[1]!, names[0]) : doc(names[0] ?? '', undefined);
    });
    const context = this.contextOf(packageName);
    const file = new SourceFile('', text);
    try {
      const output = parseTemplate(file).render(
        { lookup: (name) => (name === 'doc' ? docValue : context.lookup(name)) },
        { undefined: 'lenient' },
      );
      return { text: output.text, docBlocks };
    } catch (error) {
      this.#problems++;
      const span = place();
      for (const d of diagnoseTemplateError(error, { fallback: span }))
        this.sink.report({ ...d, span: d.span?.file === file ? spanWithin(d.span, span) : span });
      return { text, docBlocks };
    }
  }

  /** The root project's block, then the package's own, then any; only that of a package that is named. */
  #find(name: string, inPackage: string | undefined, from: string): DocNode | undefined {
    const list = this.#blocks.get(name);
    if (!list) return undefined;
    if (inPackage !== undefined) return list.find((d) => d.packageName === inPackage);
    return list.find((d) => d.packageName === this.rootPackage) ?? list.find((d) => d.packageName === from) ?? list[0];
  }
}

/** The name inside the description, where it stands there literally. */
function docSpan(span: Span, name: string): Span {
  const at = span.file.text.slice(span.start, span.end).indexOf(name);
  return at < 0 ? span : { file: span.file, start: span.start + at, end: span.start + at + name.length };
}
