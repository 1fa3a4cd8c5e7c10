import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SourceFile } from '../../base/source.js';
import { type Block, type BlockKind, macroOf, scanBlocks } from '../../jinja/index.js';
import { callsOf, type MacroCall } from './dependencies.js';

/** A package of macros that comes with quern. */
export interface BuiltinPackage {
  /** As the manifest calls it: `dbt`, `dbt_<adapter>`. */
  readonly name: string;
  readonly files: () => readonly BuiltinFile[];
  /** One that stands in for a package of its name: taken in when a template asks for the name, where the project has no such package. */
  readonly standsIn?: true;
}

export interface BuiltinFile {
  /** Relative to the package's root. */
  readonly path: string;
  readonly text: string;
  /** What was found in it when the bundle was made; absent: the text is scanned now. */
  readonly macros?: readonly PreparedMacro[];
}

type Range = readonly [start: number, end: number];

/** One block with everything that needs its body to be parsed, as JSON. */
export interface PreparedMacro {
  readonly kind: BlockKind;
  readonly name: string;
  readonly macroName: string;
  readonly adapter?: string;
  readonly supportedLanguages?: readonly string[];
  readonly span: Range;
  readonly nameSpan: Range;
  readonly bodySpan: Range;
  readonly parameters: readonly string[];
  readonly calls: readonly MacroCall[];
}

/** A built-in package whose files are read and scanned when they are needed: for development, and for making the bundle. */
export function builtinFromFolder(name: string, folder: string): BuiltinPackage {
  return {
    name,
    files: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.sql'))
        .map((path) => path.replaceAll('\\', '/'))
        .sort()
        .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
  };
}

/** The files of a package with all that is known about their macros, for a bundle that is made once when quern is built. */
export function prepareBuiltin(source: BuiltinPackage): readonly BuiltinFile[] {
  return source.files().map(({ path, text }) => {
    const file = new SourceFile(path, text);
    return { path, text, macros: scanBlocks(file).map(prepare) };
  });
}

function prepare(block: Block): PreparedMacro {
  const macro = macroOf(block);
  return {
    kind: block.kind,
    name: block.name,
    macroName: block.macroName,
    ...(block.adapter === undefined ? {} : { adapter: block.adapter }),
    ...(block.supportedLanguages === undefined ? {} : { supportedLanguages: block.supportedLanguages }),
    span: [block.span.start, block.span.end],
    nameSpan: [block.nameSpan.start, block.nameSpan.end],
    bodySpan: [block.bodySpan.start, block.bodySpan.end],
    parameters: macro.parameters.map((p) => p.name),
    calls: callsOf(macro.facts()),
  };
}

/** The block that a prepared macro stands for, in its file. */
export function blockOf(prepared: PreparedMacro, file: SourceFile): Block {
  const span = ([start, end]: Range) => ({ file, start, end });
  const [start, end] = prepared.span;
  return {
    kind: prepared.kind,
    name: prepared.name,
    macroName: prepared.macroName,
    ...(prepared.adapter === undefined ? {} : { adapter: prepared.adapter }),
    ...(prepared.supportedLanguages === undefined ? {} : { supportedLanguages: prepared.supportedLanguages }),
    span: span(prepared.span),
    nameSpan: span(prepared.nameSpan),
    bodySpan: span(prepared.bodySpan),
    text: file.text.slice(start, end),
    body: file.text.slice(...prepared.bodySpan),
  };
}
