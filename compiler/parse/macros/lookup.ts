import type { MacroEntry, MacroIndex } from '../../render/macro-index.js';

/**
 * A macro by unqualified name in the wider sense in which dbt resolves generic tests and static dependencies: the package's
 * own, the root project's, any installed package's, then the built-in ones. (A template's own calls reach no other package.)
 */
export function findAnywhere(index: MacroIndex, name: string, packageName: string): MacroEntry | undefined {
  const near = index.find(name, packageName);
  if (near && !index.isInternal(near)) return near;
  for (const namespace of index.namespaces()) {
    const entry = index.inNamespace(namespace, name);
    if (entry && !index.isInternal(entry)) return entry;
  }
  return near;
}

/** The macro of a generic test, by its name as properties files give it. */
export function findTest(
  index: MacroIndex,
  name: string,
  namespace: string | null,
  packageName: string,
): MacroEntry | undefined {
  return namespace === null
    ? findAnywhere(index, `test_${name}`, packageName)
    : index.inNamespace(namespace, `test_${name}`);
}

/** Names of all generic tests, as properties files give them. */
export function testNames(index: MacroIndex, packageName: string): string[] {
  const names = new Set<string>();
  for (const entry of index.entries()) {
    if (!entry.name.startsWith('test_')) continue;
    const name = entry.name.slice(5);
    const plain = index.isInternal(entry) || entry.packageName === packageName;
    names.add(plain ? name : `${entry.packageName}.${name}`);
  }
  return [...names];
}
