import { readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export interface ServedFile {
  readonly type: string;
  readonly body: Buffer;
  /** Of the project, not of quern: it gets no rights in the browser. */
  readonly foreign: boolean;
}

export interface ServedFolder {
  /** Absolute. */
  readonly target: string;
  /** Folders of the target folder whose files descriptions show, relative to it. */
  readonly assets: readonly string[];
  /** The page itself. */
  readonly page: string;
}

/** What may be read of the target folder beside the assets. */
const ARTIFACTS: ReadonlySet<string> = new Set([
  'manifest.json',
  'catalog.json',
  'run_results.json',
  'sources.json',
  'semantic_manifest.json',
]);

const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.pdf': 'application/pdf',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.csv': 'text/plain; charset=utf-8',
};

/** The file that a request's path names; undefined for everything that is not to be read. */
export function fileFor(pathname: string, folder: ServedFolder): ServedFile | undefined {
  const path = decoded(pathname);
  if (path === undefined) return undefined;
  if (path === '/' || path === '/index.html')
    return { type: 'text/html; charset=utf-8', body: Buffer.from(folder.page), foreign: false };
  const parts = path.slice(1).split('/');
  if (parts.some((part) => part === '' || part.startsWith('.') || /[\\\0:]/.test(part))) return undefined;
  const name = parts.join('/');
  const isAsset = folder.assets.some((asset) => name.startsWith(`${asset}/`));
  if (!isAsset && !ARTIFACTS.has(name)) return undefined;
  const body = readInside(folder.target, name);
  return body && { type: TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream', body, foreign: isAsset };
}

function decoded(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname);
    return path.startsWith('/') ? path : undefined;
  } catch {
    return undefined;
  }
}

/** A plain file below the folder, also once links are followed. */
function readInside(folder: string, name: string): Buffer | undefined {
  try {
    const root = realpathSync(folder);
    const path = realpathSync(join(root, name));
    const inside = relative(root, path);
    if (inside === '' || inside.startsWith(`..${sep}`) || inside === '..' || !statSync(path).isFile()) return undefined;
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
