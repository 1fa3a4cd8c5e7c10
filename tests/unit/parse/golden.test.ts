import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { docDict, groupDict, macroDict } from '../../../compiler/artifacts/manifest.js';
import type { Manifest } from '../../../compiler/manifest/types.js';
import { exposureDict, nodeDict, sourceDict } from '../../../compiler/render/dict/node.js';
import { PROJECTS, parseFolder } from './parse-folder.js';

type Dict = Record<string, unknown>;
type Recorded = readonly [section: string, uniqueId: string, value: Dict];

/** Not recorded: made anew in each run, or of no meaning outside the machine. */
const DROPPED = new Set(['created_at', 'root_path', 'build_path', 'compiled_path']);
const BUILT_IN = new Set(['dbt', 'dbt_duckdb', 'dbt_bigquery']);

describe.each(readdirSync(PROJECTS))('project %s', (name) => {
  it("parses to dbt's manifest, but for what is known to differ", async () => {
    const { manifest, sink } = await parseFolder(join(PROJECTS, name), {}, { PARSE_TEST: 'from env' });
    expect(sink.errors).toEqual([]);
    const made = new Map(resourcesOf(manifest).map(([section, id, value]) => [`${section} ${id}`, value]));
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

/** Every resource as the manifest file shows it. */
function resourcesOf(manifest: Manifest): Recorded[] {
  const { nodes, sources, exposures, groups, docs, macros, disabled } = manifest;
  const all: [string, unknown][] = [
    ...[...nodes.values()].map((v): [string, unknown] => ['nodes', nodeDict(v)]),
    ...[...sources.values()].map((v): [string, unknown] => ['sources', sourceDict(v)]),
    ...[...exposures.values()].map((v): [string, unknown] => ['exposures', exposureDict(v)]),
    ...[...groups.values()].map((v): [string, unknown] => ['groups', groupDict(v)]),
    ...[...docs.values()].map((v): [string, unknown] => ['docs', docDict(v)]),
    ...[...macros.values()].map((v): [string, unknown] => ['macros', macroDict(v)]),
    ...[...disabled.values()].flat().map((v): [string, unknown] => ['disabled', nodeDict(v)]),
  ];
  return all.flatMap(([section, dict]): Recorded[] => {
    const value = JSON.parse(JSON.stringify(dict)) as Dict;
    if (BUILT_IN.has(String(value.package_name))) return [];
    return [
      [
        section,
        String(value.unique_id),
        Object.fromEntries(Object.entries(value).filter(([key]) => !DROPPED.has(key))),
      ],
    ];
  });
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
