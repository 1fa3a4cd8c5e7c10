import { createHash } from 'node:crypto';
import { Float } from '../base/scalars.js';
import { resolvePlain } from '../base/yaml/scalars.js';
import type { PackageSpec } from '../config/project/package-specs.js';
import type { Pin } from './resolve/requirement.js';
import type { Resolved } from './resolve/resolve.js';

/** Of a list of packages, by which dbt tells whether a lock was made for it: changed by whatever changes the list. */
export function hashOfSpecs(specs: readonly PackageSpec[]): string {
  const texts = specs.map((spec) => pythonJson(fieldsOf(spec))).sort(byCharacters);
  return createHash('sha1').update(texts.join('\n')).digest('hex');
}

/** What dbt knows of an entry: all keys of its kind, and how it is written. */
function fieldsOf({ kind, location, entry, unrendered }: PackageSpec): Record<string, unknown> {
  const name = entry.name === undefined || entry.name === null ? {} : { name: entry.name };
  const common = { [kind]: location, ...name, unrendered };
  if (kind === 'local' || kind === 'tarball') return common;
  if (kind === 'package') {
    const { version } = entry;
    const prerelease = entry.install_prerelease ?? entry['install-prerelease'];
    return {
      ...common,
      version: Array.isArray(version) ? version.map(versionText) : versionText(version),
      install_prerelease: prerelease === undefined ? false : prerelease,
    };
  }
  return {
    ...common,
    ...(kind === 'private' ? { provider: entry.provider ?? null } : {}),
    revision: entry.revision === undefined || entry.revision === null ? null : versionText(entry.revision),
    subdirectory: entry.subdirectory ?? null,
    'warn-unpinned': entry['warn-unpinned'] ?? null,
  };
}

/** An integer is a text to dbt, a float is none. */
function versionText(value: unknown): unknown {
  const isInteger = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
  return isInteger ? String(value) : value;
}

/** `json.dumps(…, sort_keys=True)` of Python. */
function pythonJson(value: unknown): string {
  if (value instanceof Float || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null && !('iso' in value)) {
    const entries = Object.entries(value).sort(([a], [b]) => byCharacters(a, b));
    return `{${entries.map(([key, item]) => `${ascii(key)}: ${pythonJson(item)}`).join(', ')}}`;
  }
  return ascii(value);
}

function ascii(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\x7f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function byCharacters(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The text of a lock file, as dbt writes it. `hide` takes secrets out of what is written in the list. */
export function lockText(packages: readonly Resolved[], hash: string, hide: (written: string) => string): string {
  const entries = packages.map(({ name, pin }) => {
    const lines = Object.entries({ ...entryOf(pin, hide), name }).sort(([a], [b]) => byCharacters(a, b));
    return lines.map(([key, value], index) => `  ${index === 0 ? '- ' : '  '}${key}: ${scalar(value)}\n`).join('');
  });
  return `packages:\n${entries.join('')}sha1_hash: ${scalar(hash)}\n`;
}

function entryOf(pin: Pin, hide: (written: string) => string): Record<string, string> {
  switch (pin.kind) {
    case 'hub':
      return { package: pin.package, version: pin.version };
    case 'git':
      return {
        [pin.isPrivate ? 'private' : 'git']: hide(pin.written),
        revision: pin.revision,
        ...(pin.subdirectory === undefined ? {} : { subdirectory: pin.subdirectory }),
        ...(pin.provider === undefined ? {} : { provider: pin.provider }),
      };
    case 'tarball':
      return { tarball: hide(pin.written) };
    case 'local':
      return { local: pin.path };
  }
}

/** A YAML scalar that is read as this text again. */
function scalar(text: string): string {
  const isPlain =
    /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) &&
    !/^[#,[\]{}&*!|>'"%@`]|^[-?:](?: |$)|^---|^\.\.\.|: | #|:$/.test(text) &&
    resolvePlain(text) === text;
  if (isPlain) return text;
  return /^[\x20-\x7e]*$/.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}
