import semver from 'semver';
import { QuernError } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { versionForm, versionMismatch } from '../diagnostics.js';
import { DBT_VERSION } from '../version.js';

const SPECIFIER = /^(=|>=|<=|>|<)?(\d+)\.(\d+)\.(\d+)(?:-?([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** `require-dbt-version` as a list of specifiers: a text with commas, or a list of texts. Throws QuernError. */
export function parseVersionSpecifiers(written: unknown, spanOf: (index?: number) => Span): string[] {
  if (written === undefined || written === null) return [];
  const list = Array.isArray(written) ? written : String(written).split(',');
  return list.map((item, index) => {
    const text = String(item).trim();
    if (SPECIFIER.test(text)) return text;
    throw new QuernError(versionForm({ text }, spanOf(Array.isArray(written) ? index : undefined)));
  });
}

/** Throws QuernError if the dbt that quern answers as does not meet all specifiers. */
export function checkVersion(packageName: string, specifiers: readonly string[], span: () => Span): void {
  if (specifiers.length === 0) return;
  if (specifiers.every(meets)) return;
  const range = specifiers.map((text) => text.replace(/^=/, '')).join(' ');
  if (semver.satisfies(DBT_VERSION, range, { includePrerelease: true })) return;
  const impossible = !possible(specifiers);
  throw new QuernError(versionMismatch({ package: packageName, required: specifiers.join(', '), impossible }, span()));
}

/** Whether our version plainly meets a specifier; a false answer says nothing of one with a pre-release. */
function meets(specifier: string): boolean {
  const [, operator = '=', major, minor, patch, pre] = SPECIFIER.exec(specifier) ?? [];
  if (pre !== undefined || major === undefined) return false;
  const ours = DBT_VERSION.split('.').map(Number);
  const order = [major, minor, patch].map((part, at) => ours[at]! - Number(part)).find((by) => by !== 0) ?? 0;
  return order === 0 ? operator.includes('=') : order > 0 ? operator.startsWith('>') : operator.startsWith('<');
}

/** Whether some version meets all: the bounds themselves, or what lies just beside them, must. */
function possible(specifiers: readonly string[]): boolean {
  const range = specifiers.map((text) => text.replace(/^=/, '')).join(' ');
  const bounds = specifiers.map((text) => text.replace(/^[=<>]+/, ''));
  const candidates = bounds.flatMap((bound) => [bound, semver.inc(bound, 'patch') ?? bound, '0.0.0']);
  return candidates.some((candidate) => semver.satisfies(candidate, range, { includePrerelease: true }));
}
