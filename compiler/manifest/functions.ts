import type { FunctionNode } from './types.js';

/** What `returns` says of a function that no properties file describes: as in dbt's manifest. */
export const NO_RETURNS = 'INVALID_TYPE';

/** Unique ids of what `function([package,] name)` may mean in a package's template, the first that there is counts. */
export function functionIds(
  call: readonly string[],
  from: { readonly packageName: string; readonly rootPackage: string; readonly nodePackageFirst: boolean },
  packages: Iterable<string>,
): string[] {
  const name = call.at(-1)!;
  const { packageName, rootPackage, nodePackageFirst } = from;
  const first = nodePackageFirst ? [packageName, rootPackage] : [rootPackage, packageName];
  const order = call.length > 1 ? [call[0]!] : [...first, ...packages];
  return order.map((pkg) => `function.${pkg}.${name}`);
}

/** Whether anything is known of how a function is called. */
export function isDescribed(node: FunctionNode): boolean {
  return node.returns.data_type !== NO_RETURNS;
}
