import type { JsonObject } from '../../base/json.js';
import { SourceFile } from '../../base/source.js';
import type { PackageKind, PackageSpec } from '../../config/project/package-specs.js';

const KINDS: readonly PackageKind[] = ['package', 'git', 'tarball', 'private', 'local'];

/** What a package of the hub depends on, as the hub lists it. Whatever has no meaning there is passed over. */
export function hubSpecs(entries: readonly unknown[]): PackageSpec[] {
  const file = new SourceFile('hub', '');
  return entries.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const fields = entry as JsonObject;
    const kind = KINDS.find((key) => typeof fields[key] === 'string');
    if (!kind) return [];
    const location = String(fields[kind]);
    const name = typeof fields.name === 'string' ? fields.name : undefined;
    return [{ kind, location, entry: fields, unrendered: fields, name, span: { file, start: 0, end: 0 }, file: 'hub' }];
  });
}
