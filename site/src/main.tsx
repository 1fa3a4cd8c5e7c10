import { render } from 'preact';
import { App, Failure } from './app.js';
import { loadProject } from './data/load.js';
import { Search } from './search/search.js';
import { markdownRenderer } from './text/markdown.js';
import { applyTheme, savedTheme } from './theme.js';

applyTheme(savedTheme());
void show(document.getElementById('app')!);

async function show(root: HTMLElement): Promise<void> {
  const part = await loadProject(document, (...request) => fetch(...request)).then(
    (project) => <App site={{ project, search: new Search(project), markdown: markdownRenderer(window) }} />,
    (error: unknown) => <Failure reason={error instanceof Error ? error.message : String(error)} />,
  );
  root.textContent = '';
  render(part, root);
}
