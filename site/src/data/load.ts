import type { Catalog, Manifest } from './artifacts.js';
import { type Project, projectOf } from './project.js';

/** The artifacts: those in the page itself, or else those beside it. Throws an Error that says what is missing. */
export async function loadProject(page: Document, read: typeof fetch): Promise<Project> {
  const [manifest, catalog] = await Promise.all([
    inPage<Manifest>(page, 'quern-manifest') ?? beside<Manifest>(read, 'manifest.json'),
    inPage<Catalog>(page, 'quern-catalog') ?? beside<Catalog>(read, 'catalog.json').catch(() => null),
  ]);
  return projectOf(manifest, catalog);
}

function inPage<T>(page: Document, id: string): T | undefined {
  const text = page.getElementById(id)?.textContent?.trim();
  return text && text !== 'null' ? (JSON.parse(text) as T) : undefined;
}

async function beside<T>(read: typeof fetch, name: string): Promise<T> {
  const answer = await read(name, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${name} could not be read (${answer.status})`);
  return (await answer.json()) as T;
}
