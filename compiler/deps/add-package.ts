import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';

export type PackageSource = 'hub' | 'git' | 'local';

export interface NewPackage {
  readonly name: string;
  readonly version: string | undefined;
}

export interface Addition {
  /** The list's new text. */
  readonly text: string;
  /** Entries of the same package that gave way. */
  readonly removed: readonly Readonly<Record<string, unknown>>[];
}

/** `name@version`; the `@` of an ssh address is none. */
export function parseNewPackage(text: string): NewPackage {
  const at = text.lastIndexOf('@');
  const isUser = text.indexOf('@') === at && /^(?:[a-z+]+:\/\/)?[\w.-]+@[\w.-]+[:/]/i.test(text);
  const version = text.slice(at + 1);
  if (at <= 0 || isUser || version === '' || /^[\w.-]+:/.test(version)) return { name: text, version: undefined };
  return { name: text.slice(0, at), version };
}

/** A list of packages with one more; what else stands in it, comments included, stays. Undefined where the text is no such list. */
export function addPackage(text: string, added: NewPackage, source: PackageSource): Addition | undefined {
  const document: Document = parseDocument(text.trim() === '' ? 'packages: []\n' : text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  if (!isSeq(document.get('packages'))) {
    if (document.get('packages')) return undefined;
    document.set('packages', document.createNode([]));
  }
  const list = document.get('packages');
  if (!isSeq(list)) return undefined;
  const isSame = sameAs(added.name);
  const removed: Readonly<Record<string, unknown>>[] = [];
  list.items = list.items.filter((item) => {
    if (!isMap(item) || !isSame(placeOf(item))) return true;
    removed.push(item.toJSON() as Record<string, unknown>);
    return false;
  });
  list.flow = list.items.length > 0 && list.flow === true;
  list.add(document.createNode(entryOf(added, source)));
  return { text: document.toString({ lineWidth: 0, flowCollectionPadding: false }), removed };
}

function entryOf({ name, version }: NewPackage, source: PackageSource): Record<string, unknown> {
  const key = source === 'hub' ? 'package' : source;
  if (version === undefined) return { [key]: name };
  const value = version.includes(',') ? version.split(',').map((part) => part.trim()) : version;
  return { [key]: name, [source === 'git' ? 'revision' : 'version']: value };
}

function placeOf(entry: YAMLMap): string {
  const places = ['package', 'git', 'local', 'tarball', 'private'].map((key) => entry.get(key, true));
  const place = places.find((node) => isScalar(node) && node.value);
  return isScalar(place) ? String(place.value) : '';
}

/** As dbt tells: the name, or its last part, with `-` for `_` or the other way round, as a whole part of the other's place. */
function sameAs(name: string): (place: string) => boolean {
  const names = [name, name.split('/').at(-1)!].flatMap((part) => [
    part,
    part.replaceAll('_', '-'),
    part.replaceAll('-', '_'),
  ]);
  return (place) =>
    names.some((part) => {
      const at = place.indexOf(part);
      const end = at + part.length;
      return (
        at >= 0 && (at === 0 || '/.'.includes(place[at - 1]!)) && (end === place.length || '/.'.includes(place[end]!))
      );
    });
}
