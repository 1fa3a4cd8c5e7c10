import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { defineCommand } from '../define-command.js';
import { addressFailure, noArtifacts } from '../diagnostics.js';
import { projectOptions, targetPathOption } from '../options/shared.js';
import { integer, text, toggle } from '../options/spec.js';

const STANDARD_PORT = 8080;
const HOST = '127.0.0.1';

export default defineCommand({
  name: 'docs serve',
  summary: 'Serve the documentation of the project on a local port',
  details: `Serves what \`quern docs generate\` has written: the site, manifest.json and catalog.json, and the files of asset-paths. Nothing else of the machine can be read. The site needs no network. Ctrl-C ends it.`,
  examples: [
    ['quern docs generate && quern docs serve', 'http://127.0.0.1:8080'],
    ['quern docs serve --port 0 --no-browser', 'a free port, without opening it'],
  ],
  endsByInterrupt: true,
  options: {
    port: integer('--port', 'Port; 0 takes a free one', { standard: STANDARD_PORT }),
    host: text('--host', 'ADDRESS', 'Address to listen on', { standard: HOST, env: 'HOST' }),
    browser: toggle('--browser', 'Open the site in a browser', { standard: true }),
    ...projectOptions,
    ...targetPathOption,
  },
  async handler(options, { emit, invocation, io, services, signal }) {
    const [{ serveDocs }, { sitePage }, { openBrowser }] = await Promise.all([
      import('../../docs/serve/server.js'),
      import('../../docs/site.js'),
      import('../../docs/serve/browser.js'),
    ]);
    const { root } = await services.loadConfig(invocation, false);
    const target = root.targetPath;
    if (!existsSync(join(target, 'manifest.json'))) throw new QuernError(noArtifacts({ folder: target }));
    const host = options.host ?? HOST;
    const port = options.port ?? STANDARD_PORT;
    const assets = root.paths.assets.map((folder) => relative(root.root, resolve(root.root, folder)));
    const server = await serveDocs({ host, port, target, assets, page: sitePage() }).catch(
      (error: NodeJS.ErrnoException) => {
        if (!error.syscall) throw error;
        throw new QuernError(addressFailure({ address: `${host}:${port}`, reason: error.code ?? error.message }));
      },
    );
    try {
      emit({ type: 'note', message: `Serving docs at ${server.url}; Ctrl-C ends it.` });
      if (!existsSync(join(target, 'catalog.json')))
        emit({ type: 'note', message: 'There is no catalog.json: quern docs generate adds what the database says.' });
      if (options.browser ?? true) openBrowser(server.url, io.env);
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await server.close();
    }
    return { exitCode: 0 };
  },
});
