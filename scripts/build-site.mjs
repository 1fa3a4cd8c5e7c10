// Makes the documentation site one page: scripts and styles stand in it, and its policy allows these alone.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Writes `site/index.html` below `outdir`. */
export async function buildSite(root, outdir) {
  const options = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    logLevel: 'warning',
  };
  const made = await build({
    ...options,
    entryPoints: ['site/src/main.tsx'],
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const styled = await build({
    ...options,
    entryPoints: ['site/src/styles/main.css'],
  });
  // A text in it can't end the element that it stands in: esbuild writes `<\/script`.
  const script = made.outputFiles[0].text;
  const style = styled.outputFiles[0].text;
  const policy = [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    "img-src 'self' file: data: https:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts = { policy, style, script };
  const page = readFileSync(join(root, 'site/index.html'), 'utf8');
  mkdirSync(join(outdir, 'site'), { recursive: true });
  writeFileSync(
    join(outdir, 'site/index.html'),
    page.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]),
  );
}

function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
