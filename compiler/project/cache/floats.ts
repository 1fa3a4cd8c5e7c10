import { Float } from '../../base/scalars.js';

type Path = (string | number)[];

/** The paths of whole numbers that were written as floats (`1.0`), as a text; none: an empty one. JSON does not tell them apart. */
export function floatsOf(data: unknown): string {
  const paths: Path[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (value instanceof Float) paths.push(path);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
  };
  visit(data, []);
  return paths.length === 0 ? '' : JSON.stringify(paths);
}

/** Fresh JSON with these numbers as floats again. */
export function withFloats<T>(data: T, floats: string): T {
  for (const path of floats === '' ? [] : (JSON.parse(floats) as Path[])) {
    // biome-ignore lint/suspicious/noExplicitAny: the way to a number that was there when the paths were written
    let holder = data as any;
    for (const key of path.slice(0, -1)) holder = holder[key];
    holder[path.at(-1)!] = new Float(holder[path.at(-1)!]);
  }
  return data;
}
