import { join } from 'node:path';
import { type CompiledStates, compiledTail, manifestBeginning } from '../../artifacts/manifest-tail.js';
import type { Slice } from '../../artifacts/rope.js';
import { writeParts } from '../../artifacts/write.js';
import type { PlainManifest } from './plain-manifest.js';

/** The manifest that others are made of. */
export interface ManifestBase {
  readonly plain: PlainManifest;
  /** Where a node's JSON stands in its tail. */
  placeOf(id: string): Slice | undefined;
  /** To be called after the plain manifest was written to, or moved. */
  note(): void;
  close(): void;
}

/** Writes the manifest.json of a loaded project, as often as it is asked to. */
export class ManifestWriter {
  #base: ManifestBase | undefined;

  /** `make` writes the plain manifest, as manifest.json if it is `published`, where there is none yet. */
  constructor(
    private readonly folder: string,
    base: ManifestBase | undefined,
    private readonly make: (published: boolean, beginning: string) => ManifestBase,
  ) {
    this.#base = base;
  }

  write(metadata: Readonly<Record<string, unknown>>, compiled: CompiledStates): void {
    const beginning = manifestBeginning(metadata);
    const published = compiled.size === 0;
    if (!this.#base) this.#base = this.make(published, beginning);
    else if (published) this.#base.plain.publish(beginning);
    else this.#base.plain.setAside();
    this.#base.note();
    if (published) return;
    const base = this.#base;
    writeParts(join(this.folder, 'manifest.json'), [
      Buffer.from(beginning),
      ...compiledTail(base.plain.tail, (id) => base.placeOf(id), compiled),
    ]);
  }

  close(): void {
    this.#base?.close();
  }
}
