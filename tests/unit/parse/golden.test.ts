import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestArtifact } from '../../../compiler/artifacts/manifest.js';
import { PROJECTS, parseFolder } from './parse-folder.js';

type Dict = Record<string, unknown>;
type Recorded = readonly [section: string, uniqueId: string, value: Dict];

/** Not recorded: made anew in each run, or of no meaning outside the machine. */
const DROPPED = new Set(['created_at', 'root_path', 'build_path', 'compiled_path']);
const BUILT_IN = new Set(['dbt', 'dbt_duckdb']);
const SECTIONS = ['nodes', 'sources', 'exposures', 'groups', 'docs', 'macros', 'disabled'] as const;

describe.each(readdirSync(PROJECTS))('project %s', (name) => {
  it("parses to dbt's manifest, but for what is known to differ", async () => {
    const { manifest, sink } = await parseFolder(join(PROJECTS, name), {}, { PARSE_TEST: 'from env' });
    expect(sink.errors).toEqual([]);
    const artifact = JSON.parse(JSON.stringify(manifestArtifact(manifest, {}, new Map()))) as Record<
      string,
      Record<string, unknown>
    >;
    const made = new Map(
      SECTIONS.flatMap((section) => entriesOf(section, artifact[section]!).map((e) => [`${e[0]} ${e[1]}`, e[2]])),
    );
    const recorded = JSON.parse(
      readFileSync(join(import.meta.dirname, 'expected', `${name}.json`), 'utf8'),
    ) as Recorded[];
    const wanted = new Map(recorded.map((e) => [`${e[0]} ${e[1]}`, e[2]]));
    const differences: string[] = [];
    for (const key of new Set([...wanted.keys(), ...made.keys()])) {
      const [ours, dbts] = [made.get(key), wanted.get(key)];
      if (!ours) differences.push(`${key}: only in dbt`);
      else if (!dbts) differences.push(`${key}: only here`);
      else compare(ours, dbts, key, differences);
    }
    const known = readFileSync(join(import.meta.dirname, 'differences', `${name}.txt`), 'utf8');
    expect(differences.sort()).toEqual(
      known
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .sort(),
    );
  });
});

function entriesOf(section: string, values: Record<string, unknown>): Recorded[] {
  return Object.entries(values).flatMap(([id, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((v: Dict) => !BUILT_IN.has(String(v.package_name)))
      .map(
        (v: Dict): Recorded => [
          section,
          id,
          Object.fromEntries(Object.entries(v).filter(([key]) => !DROPPED.has(key))),
        ],
      ),
  );
}

/** Every leaf that differs, as `path: ours <> dbt's`. */
function compare(ours: unknown, dbts: unknown, path: string, out: string[]): void {
  if (isDict(ours) && isDict(dbts)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(dbts)]))
      compare(ours[key], dbts[key], `${path} ${key}`, out);
  } else if (JSON.stringify(ours) !== JSON.stringify(dbts)) {
    out.push(`${path}: ${JSON.stringify(ours)} <> ${JSON.stringify(dbts)}`);
  }
}

function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
