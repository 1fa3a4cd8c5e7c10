import { QuernError } from '../../base/diagnostics.js';
import { duplicateProject, namedAsRoot, noCommonVersion, redirected, versionNotFound } from '../diagnostics.js';
import type { Facts, Fetcher } from '../fetch.js';
import { Listing, pinGit } from './listing.js';
import { type HubPin, type HubRequirement, type Pin, type Requirement, titleOf } from './requirement.js';
import { formatRange, formatSpecifier, installable, isCompatible, newestIn, reduceVersions } from './versions.js';

/** A package that is to be installed. */
export interface Resolved {
  readonly name: string;
  readonly pin: Pin;
}

/**
 * The packages that requirements come to, with what those require in turn, in the order in which they are found. As dbt does it: at each
 * step the newest version that suits all who have asked so far is taken, and what it requires is asked for next; no other is tried.
 */
export async function resolvePackages(requirements: readonly Requirement[], fetcher: Fetcher): Promise<Resolved[]> {
  const known = new Listing();
  const expanded = new Set<string>();
  let pending = listing(requirements);
  while (pending.all.length > 0) {
    const pins = await pinAll(
      pending.all.map((requirement) => known.add(requirement)),
      fetcher,
    );
    const found = await all(pins.map((pin) => fetcher.facts(pin)));
    const next = new Listing();
    for (const [index, { requires, warnings }] of found.entries()) {
      for (const warning of warnings) fetcher.request.warn(warning);
      // A circle ends where it began.
      const key = `${titleOf(pins[index]!)}\n${revisionOf(pins[index]!)}`;
      if (expanded.has(key)) continue;
      expanded.add(key);
      for (const requirement of requires) next.add(requirement);
    }
    pending = next;
  }
  const found = await all((await pinAll(known.all, fetcher)).map((pin) => fetcher.facts(pin)));
  checkNames(found, fetcher.request.projectName);
  return found.map(({ name, pin }) => ({ name, pin }));
}

/** The packages of a lock, which names all of them, as they are to be installed. */
export function pinAll(requirements: readonly Requirement[], fetcher: Fetcher): Promise<Pin[]> {
  return all(requirements.map((requirement) => pinOf(requirement, fetcher)));
}

/** Waits for all, and then throws what the first of them in order has thrown: whichever is the fastest, the same is told. */
async function all<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}

export function listing(requirements: readonly Requirement[]): Listing {
  const list = new Listing();
  for (const requirement of requirements) list.add(requirement);
  return list;
}

async function pinOf(requirement: Requirement, fetcher: Fetcher): Promise<Pin> {
  if (requirement.kind === 'hub') return pinHub(requirement, fetcher);
  return requirement.kind === 'git' ? pinGit(requirement) : requirement;
}

async function pinHub(requirement: HubRequirement, { hub, request }: Fetcher): Promise<HubPin> {
  const { versions, prereleases, ...rest } = requirement;
  const { package: name, wants } = requirement;
  const span = wants.find((want) => want.span)?.span;
  const described = await hub.package(name, wants[0]?.by ?? '');
  if (described.movedTo) request.warn(redirected({ old: name, new: described.movedTo }));
  const range = reduceVersions(versions);
  if (!range)
    throw new QuernError(noCommonVersion({ package: name, options: versions.map(formatSpecifier), wants }, span));
  const names = [...described.versions.keys()];
  const suits = (version: string) =>
    !request.versionCheck || isCompatible(request.dbtVersion, described.versions.get(version)!.requires);
  const takesPrereleases = prereleases || versions.some(({ prerelease }) => prerelease);
  const candidates = installable(names.filter(suits), takesPrereleases);
  const version = newestIn(range, candidates);
  if (version !== undefined) return { ...rest, version, latest: candidates.at(-1)! };
  const problem = {
    package: name,
    range: formatRange(range),
    versions: candidates,
    incompatible: installable(
      names.filter((v) => !suits(v)),
      takesPrereleases,
    ),
    prereleases: !takesPrereleases && newestIn(range, installable(names.filter(suits), true)) !== undefined,
    dbtVersion: request.dbtVersion,
    wants,
  };
  throw new QuernError(versionNotFound(problem, span));
}

function revisionOf(pin: Pin): string {
  return pin.kind === 'hub' ? pin.version : pin.kind === 'git' ? pin.revision : '';
}

function checkNames(found: readonly Facts[], root: string): void {
  const first = new Map<string, Pin>();
  for (const { name, pin } of found) {
    const other = first.get(name);
    if (other) throw new QuernError(duplicateProject({ name, places: [other, pin].map(placeOf) }));
    if (name === root) throw new QuernError(namedAsRoot({ name, place: placeOf(pin) }));
    first.set(name, pin);
  }
}

function placeOf(pin: Pin): string {
  const who = [...new Set(pin.wants.map(({ by }) => by))].join(', ');
  return `${titleOf(pin)} (wanted by ${who})`;
}
