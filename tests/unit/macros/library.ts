import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SourceFile } from '../../../compiler/base/source.js';
import { type Macro, macroOf, scanBlocks } from '../../../compiler/jinja/index.js';

const root = fileURLToPath(new URL('../../../macros/', import.meta.url));

export interface LibraryMacro {
  readonly name: string;
  readonly path: string;
  readonly macro: Macro;
}

/** Every file of a built-in package. */
export function filesOf(packageFolder: string): SourceFile[] {
  const folder = join(root, packageFolder);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .sort()
    .map((path) => {
      const full = join(folder, path);
      return new SourceFile(relative(root, full), readFileSync(full, 'utf8'));
    });
}

/** Every macro, test and materialization of a built-in package. */
export function macrosOf(packageFolder: string): LibraryMacro[] {
  return filesOf(packageFolder).flatMap((file) =>
    scanBlocks(file).map((block) => ({ name: block.macroName, path: file.path, macro: macroOf(block) })),
  );
}

/** `name(a, b=)`: a parameter with a default ends in `=`. */
export function signatureOf({ name, macro }: LibraryMacro): string {
  return `${name}(${macro.parameters.map((p) => p.name + (p.hasDefault ? '=' : '')).join(', ')})`;
}
