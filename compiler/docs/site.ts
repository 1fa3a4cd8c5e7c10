import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the page has in place of artifacts that it is to fetch. */
const PLACES = { manifest: 'quern-manifest', catalog: 'quern-catalog' } as const;

/** The documentation site: one page with its scripts and styles in it, which reads the artifacts that lie beside it. */
export function sitePage(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [join(here, 'site/index.html'), join(here, '../../dist/site/index.html')];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`The documentation site was not built: ${candidates[0]} is missing.`);
  return readFileSync(found, 'utf8');
}

/** The page with its artifacts (JSON texts) in it: one file that needs no other. */
export function staticPage(page: string, artifacts: { readonly manifest: string; readonly catalog: string }): string {
  let out = page;
  for (const [name, id] of Object.entries(PLACES)) {
    const open = `<script type="application/json" id="${id}">`;
    const start = out.indexOf(open) + open.length;
    const end = out.indexOf('</script>', start);
    if (start < open.length || end < 0) throw new Error(`The documentation site has no place for ${name}.json.`);
    out = out.slice(0, start) + inScript(artifacts[name as keyof typeof PLACES]) + out.slice(end);
  }
  return out;
}

/** JSON that holds no tag, so that nothing in it can end the script element. */
function inScript(json: string): string {
  return json.replace(/</g, '\\u003c');
}
