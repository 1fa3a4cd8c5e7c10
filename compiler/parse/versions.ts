import type { DiagnosticSink } from '../base/diagnostics.js';
import { Float } from '../base/scalars.js';
import { asList, isRecord } from './config/merge.js';
import { versionShape } from './diagnostics.js';
import type { PropertyEntry } from './properties/entries.js';

/** One version of a versioned model, as its properties file says it. */
export interface ModelVersion {
  readonly entry: PropertyEntry;
  readonly version: string | number;
  readonly latest: string | number;
  /** Index in `versions:`. */
  readonly index: number;
  readonly value: Readonly<Record<string, unknown>>;
  /** Name of the model file, without ending. */
  readonly file: string;
}

/** Versions by the model file that defines them. */
export class VersionIndex {
  readonly #byFile = new Map<string, ModelVersion>();
  readonly #byEntry = new Map<PropertyEntry, readonly ModelVersion[]>();

  /** `hasFile` tells whether a package has a model file of a name. */
  constructor(
    entries: readonly PropertyEntry[],
    hasFile: (packageName: string, name: string) => boolean,
    sink: DiagnosticSink,
  ) {
    for (const entry of entries) {
      const versions = versionsOf(entry, sink);
      if (versions.length === 0) continue;
      this.#byEntry.set(entry, versions);
      for (const version of versions) {
        // The latest version may stand in a file without a suffix.
        const isLatest = String(version.version) === String(version.latest);
        const plain = isLatest && !hasFile(entry.packageName, version.file) && hasFile(entry.packageName, entry.name);
        this.#byFile.set(`${entry.packageName}\0${plain ? entry.name : version.file}`, version);
      }
    }
  }

  ofFile(packageName: string, name: string): ModelVersion | undefined {
    return this.#byFile.get(`${packageName}\0${name}`);
  }

  ofEntry(entry: PropertyEntry): readonly ModelVersion[] | undefined {
    return this.#byEntry.get(entry);
  }
}

function versionsOf(entry: PropertyEntry, sink: DiagnosticSink): ModelVersion[] {
  const list = asList(entry.value.versions);
  const out: Omit<ModelVersion, 'latest'>[] = [];
  const seen = new Set<string>();
  list.forEach((value, index) => {
    const v = isRecord(value) ? versionOf(value.v) : undefined;
    // Without `v` it is no version: the check against the schema has said so.
    if (!isRecord(value) || v === undefined) return;
    if (seen.has(String(v))) {
      sink.report(
        versionShape(
          { message: `Version ${v} of '${entry.name}' is listed twice` },
          entry.spanOf(['versions', index, 'v']),
        ),
      );
    } else {
      seen.add(String(v));
      const file =
        typeof value.defined_in === 'string' ? value.defined_in.replace(/\.sql$/, '') : `${entry.name}_v${v}`;
      out.push({ entry, version: v, index, value, file });
    }
  });
  const wanted = versionOf(entry.value.latest_version);
  if (wanted !== undefined && !seen.has(String(wanted))) {
    sink.report(
      versionShape(
        { message: `latest_version ${wanted} of '${entry.name}' is none of its versions` },
        entry.spanOf(['latest_version']),
      ),
    );
  }
  const latest = wanted !== undefined && seen.has(String(wanted)) ? wanted : greatest(out.map((o) => o.version));
  return out.map((o) => ({ ...o, latest: latest! }));
}

function versionOf(value: unknown): string | number | undefined {
  if (value instanceof Float) return value.toString();
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : undefined;
}

/** By number where all are numbers, else by text. */
function greatest(versions: readonly (string | number)[]): string | number | undefined {
  const numeric = versions.every((v) => v !== '' && Number.isFinite(Number(v)));
  return [...versions].sort((a, b) => (numeric ? Number(a) - Number(b) : String(a) < String(b) ? -1 : 1)).at(-1);
}

/** Columns of a version: the model's, taken by `include`/`exclude`, and the version's own. */
export function versionColumns(model: unknown, version: unknown): readonly unknown[] {
  const base = asList(model);
  if (version === undefined || version === null) return base;
  const items = asList(version);
  const rule = items.find((item) => isRecord(item) && 'include' in item);
  const own = items.filter((item) => item !== rule);
  const ownNames = new Set(own.map((c) => (isRecord(c) ? c.name : undefined)));
  if (!isRecord(rule)) return [...base.filter((c) => isRecord(c) && !ownNames.has(c.name)), ...own];
  const excluded = new Set(asList(rule.exclude));
  const all = rule.include === '*' || rule.include === 'all';
  const included = new Set(asList(rule.include));
  const taken = base.filter(
    (c) => isRecord(c) && (all || included.has(c.name)) && !excluded.has(c.name) && !ownNames.has(c.name),
  );
  return [...taken, ...own];
}
