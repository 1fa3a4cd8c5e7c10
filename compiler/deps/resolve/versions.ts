/** Version ranges of the hub, by dbt's rules: they differ from npm's where bounds and pre-releases meet. */

export type Operator = '=' | '>' | '>=' | '<' | '<=';

/** `>=1.2.0`: an operator and a version. */
export interface Specifier {
  readonly operator: Operator;
  readonly numbers: readonly [major: number, minor: number, patch: number];
  readonly prerelease: string | undefined;
  readonly build: string | undefined;
}

/** What satisfies all specifiers of a list; an absent end is open. */
export interface VersionRange {
  readonly start?: Specifier;
  readonly end?: Specifier;
}

const NUMBER = '(0|[1-9]\\d*)';
const PART = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
const FORM = new RegExp(
  `^(>=|<=|>|<|=)?${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-?(${PART}(?:\\.${PART})*))?(?:\\+([0-9A-Za-z-]*(?:\\.[0-9A-Za-z-]*)*))?$`,
);

/** Undefined for a text that is no version. */
export function parseSpecifier(text: string): Specifier | undefined {
  const [, operator = '=', major, minor, patch, prerelease, build] = FORM.exec(text) ?? [];
  if (major === undefined) return undefined;
  return {
    operator: operator as Operator,
    numbers: [Number(major), Number(minor), Number(patch)],
    prerelease,
    build: build || undefined,
  };
}

export function formatSpecifier({ operator, numbers, prerelease, build }: Specifier): string {
  return `${operator}${numbers.join('.')}${prerelease ? `-${prerelease}` : ''}${build ? `+${build}` : ''}`;
}

/** `=1.0.0`, `>=1.0.0, <2.0.0`, `ANY`. */
export function formatRange({ start, end }: VersionRange): string {
  const ends = [start, end].flatMap((bound) => (bound ? [formatSpecifier(bound)] : []));
  return ends.length === 0 ? 'ANY' : ends.join(', ');
}

/** Where an operator puts the end of a range beside its version: just below it, on it, just above it. */
const SIDE: Readonly<Record<Operator, number>> = { '<': 0, '<=': 1, '=': 1, '>=': 1, '>': 2 };

/** Negative, zero or positive. An exact version equals every bound of the same version. */
export function compareVersions(a: Specifier, b: Specifier): number {
  for (const at of [0, 1, 2] as const) {
    const difference = a.numbers[at] - b.numbers[at];
    if (difference !== 0) return Math.sign(difference);
  }
  if (a.prerelease !== b.prerelease) {
    // `<1.0.0` leaves out the pre-releases of 1.0.0.
    if (a.prerelease === undefined) return a.operator === '<' ? -1 : 1;
    if (b.prerelease === undefined) return -1;
    const order = comparePrereleases(a.prerelease, b.prerelease);
    if (order !== 0) return order;
  }
  if (a.operator === '=' || b.operator === '=') return 0;
  return Math.sign(SIDE[a.operator] - SIDE[b.operator]);
}

function comparePrereleases(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [one, other] = [left[at]!, right[at]!];
    const [isNumber, otherIsNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
    const order = isNumber ? Number(one) - Number(other) : one < other ? -1 : one > other ? 1 : 0;
    if (order !== 0) return Math.sign(order);
  }
  return Math.sign(a.length - b.length);
}

/** The range in which all specifiers hold; undefined where none does. */
export function reduceVersions(specifiers: readonly Specifier[]): VersionRange | undefined {
  // dbt begins with the last one; which of two equal bounds is kept depends on it.
  const [first, ...others] = [...specifiers.slice(-1), ...specifiers.slice(0, -1)];
  let range: VersionRange | undefined = first ? rangeOf(first) : {};
  for (const specifier of others) range = range && intersect(range, rangeOf(specifier));
  return range;
}

function rangeOf(specifier: Specifier): VersionRange {
  const { operator } = specifier;
  if (operator === '=') return { start: specifier, end: specifier };
  return operator.startsWith('>') ? { start: specifier } : { end: specifier };
}

function intersect(a: VersionRange, b: VersionRange): VersionRange | undefined {
  if (a.start?.operator === '=' && b.start?.operator === '=')
    return compareVersions(a.start, b.start) === 0 ? { start: a.start, end: a.start } : undefined;
  const start = combine(a.start, b.start, 1);
  const end = combine(a.end, b.end, -1);
  if (start === IMPOSSIBLE || end === IMPOSSIBLE) return undefined;
  if (start && end && compareVersions(start, end) > 0) return undefined;
  return { ...(start ? { start } : {}), ...(end ? { end } : {}) };
}

const IMPOSSIBLE = Symbol('impossible');

/** The narrower one of two lower (`direction` 1) or upper (-1) bounds; an exact version must lie within the other bound. */
function combine(
  a: Specifier | undefined,
  b: Specifier | undefined,
  direction: 1 | -1,
): Specifier | undefined | typeof IMPOSSIBLE {
  if (!a || !b) return a ?? b;
  if (a.operator !== '=' && b.operator !== '=') return compareVersions(a, b) * direction < 0 ? b : a;
  const [exact, bound] = a.operator === '=' ? [a, b] : [b, a];
  const order = compareVersions(bound, exact) * direction;
  return order < 0 || (order === 0 && (bound.operator === '>=' || bound.operator === '<=')) ? exact : IMPOSSIBLE;
}

/** The versions that may be installed, the oldest first; texts that are no version are left out. */
export function installable(versions: readonly string[], prereleases: boolean): string[] {
  return versions
    .flatMap((text) => {
      const version = parseSpecifier(text);
      return version && (prereleases || !version.prerelease) ? [{ text, version }] : [];
    })
    .sort((a, b) => compareVersions(a.version, b.version))
    .map(({ text }) => text);
}

/** The newest version in a range. */
export function newestIn(range: VersionRange, versions: readonly string[]): string | undefined {
  let newest: { readonly text: string; readonly version: Specifier } | undefined;
  for (const text of versions) {
    const version = parseSpecifier(text);
    if (!version || !contains(range, version)) continue;
    if (!newest || compareVersions(newest.version, version) < 0) newest = { text, version };
  }
  return newest?.text;
}

function contains({ start, end }: VersionRange, version: Specifier): boolean {
  return reduceVersions([version, ...(start ? [start] : []), ...(end ? [end] : [])]) !== undefined;
}

/** Whether a version of dbt is one that a package declares to work with. A declaration that is no version allows nothing. */
export function isCompatible(dbtVersion: string, required: readonly string[]): boolean {
  const specifiers = [dbtVersion, ...required].map(parseSpecifier);
  return specifiers.every((s) => s !== undefined) && reduceVersions(specifiers as Specifier[]) !== undefined;
}
