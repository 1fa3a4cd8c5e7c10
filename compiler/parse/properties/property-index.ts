import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { UnmatchedPatch } from '../../manifest/parsed.js';
import { duplicatePatch } from '../diagnostics.js';
import type { PropertyEntry, Section } from './entries.js';

/** Entries by section, package and name. Remembers which were asked for, so that the others can be told of. */
export class PropertyIndex {
  readonly #entries = new Map<string, PropertyEntry>();
  readonly #ordered: PropertyEntry[] = [];
  readonly #matched = new Set<PropertyEntry>();

  constructor(entries: readonly PropertyEntry[], sink: DiagnosticSink) {
    for (const entry of entries) {
      const key = keyOf(entry.section, entry.packageName, entry.name);
      const first = this.#entries.get(key);
      // Sources may be spread over several entries, as long as their tables differ; unit tests of different models share names.
      if (first && entry.section !== 'sources' && entry.section !== 'unit_tests') {
        sink.report(
          duplicatePatch({ section: entry.section, name: entry.name, first: first.file.displayPath }, entry.nameSpan, {
            related: [{ message: 'first here', span: first.nameSpan }],
          }),
        );
        continue;
      }
      if (!first) this.#entries.set(key, entry);
      this.#ordered.push(entry);
    }
  }

  /** The entry for a resource; it counts as matched then. */
  match(section: Section, packageName: string, name: string): PropertyEntry | undefined {
    const entry = this.#entries.get(keyOf(section, packageName, name));
    if (entry) this.#matched.add(entry);
    return entry;
  }

  markMatched(entry: PropertyEntry): void {
    this.#matched.add(entry);
  }

  isMatched(entry: PropertyEntry): boolean {
    return this.#matched.has(entry);
  }

  of(section: Section): PropertyEntry[] {
    return this.#ordered.filter((entry) => entry.section === section);
  }

  has(section: Section): boolean {
    return this.#ordered.some((entry) => entry.section === section);
  }

  unmatched(sections: readonly Section[]): UnmatchedPatch[] {
    return sections.flatMap((section) =>
      this.of(section)
        .filter((entry) => !this.#matched.has(entry))
        .map((entry) => ({
          section,
          name: entry.name,
          packageName: entry.packageName,
          path: entry.file.displayPath,
          span: () => entry.nameSpan,
        })),
    );
  }
}

function keyOf(section: Section, packageName: string, name: string): string {
  return `${section}\0${packageName}\0${name}`;
}
