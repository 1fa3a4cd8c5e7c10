import { defineCommand } from '../define-command.js';
import { projectOptions, targetPathOption, threadsOption } from '../options/shared.js';
import { duration } from '../text/words.js';

export default defineCommand({
  name: 'parse',
  summary: 'Read and check the whole project, and write manifest.json',
  options: { ...projectOptions, ...targetPathOption, ...threadsOption },
  async handler(_options, { openProject, emit, io }) {
    const started = io.now().getTime();
    const project = await openProject();
    await project.parse();
    emit({
      type: 'note',
      message: `Parsed project '${project.config.root.name}' in ${duration((io.now().getTime() - started) / 1000)}`,
    });
    return { exitCode: 0 };
  },
});
