import semver from 'semver';
import type { PackageSpec } from './package-specs.js';

/** Packages that quern has implementations of its own of (macros/<name>), each with the version whose documented interface that follows. */
export const BATTERIES: Readonly<Record<string, string>> = {
  dbt_utils: '1.4.1',
  dbt_expectations: '0.10.9',
};

/** The battery that can stand in for a listed package, by the last part of what its entry names. */
export function batteryFor({ kind, name, location }: PackageSpec): string | undefined {
  if (kind === 'local') return undefined;
  const last = location
    .replace(/(\.git)?\/*$/, '')
    .split(/[/:]/)
    .at(-1)!;
  return [name, last.replaceAll('-', '_')].find((known) => known !== undefined && Object.hasOwn(BATTERIES, known));
}

/** The versions that an entry asks for, if the one that a battery follows is none of them. */
export function otherVersions(battery: string, { entry }: PackageSpec): string | undefined {
  const written = [entry.version ?? []].flat().map(String);
  const range = written.join(' ').replaceAll(',', ' ').replaceAll('==', '=');
  const excluded = range !== '' && semver.validRange(range) && !semver.satisfies(BATTERIES[battery]!, range);
  return excluded ? written.join(', ') : undefined;
}
