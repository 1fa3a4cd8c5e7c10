import { dirname, join } from 'node:path';
import { isFile, readSource } from './files.js';

type Env = Readonly<Record<string, string | undefined>>;

/** The environment that templates see: that of the process, over the nearest `.env` in `cwd` or above. Throws QuernError if it can't be read. */
export function environment(cwd: string, processEnv: Env): Env {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, '.env');
    const file = isFile(path) ? readSource(path, path) : undefined;
    if (file) return { ...parseDotenv(file.text, processEnv), ...processEnv };
    if (dirname(folder) === folder) return processEnv;
  }
}

const LINE =
  /^[ \t]*(?:export[ \t]+)?(?:'([^'\n]+)'|([^=#\s'"]+))[ \t]*=[ \t]*(?:(?:'((?:\\'|[^'])*)'|"((?:\\"|[^"])*)")[ \t]*(?:#[^\n]*)?|([^'"\n][^\n]*|))$/gm;

/**
 * `KEY=value` lines as python-dotenv reads them: `export`, comments, quotes (escapes in both kinds), values of several lines in quotes,
 * and `${NAME}` or `${NAME:-default}`.
 */
export function parseDotenv(text: string, outer: Env): Record<string, string> {
  const values: Record<string, string> = {};
  for (const match of text.replace(/\r\n?/g, '\n').matchAll(LINE)) {
    const [, quotedKey, plainKey, single, double, plain] = match;
    const key = quotedKey ?? plainKey;
    if (key === undefined) continue;
    if (single !== undefined) values[key] = expand(single.replace(/\\([\\'])/g, '$1'), values, outer);
    else if (double !== undefined) values[key] = expand(unescaped(double), values, outer);
    else values[key] = expand(plain!.replace(/(?:^|\s)#.*$/, '').trim(), values, outer);
  }
  return values;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unescaped(text: string): string {
  return text.replace(/\\([\\'"abfnrtv])/g, (_, c: string) => ESCAPES[c] ?? c);
}

function expand(text: string, values: Readonly<Record<string, string>>, outer: Env): string {
  return text.replace(
    /\$\{([^}:]*)(?::-([^}]*))?\}/g,
    (_, name: string, fallback?: string) => outer[name] ?? values[name] ?? fallback ?? '',
  );
}
