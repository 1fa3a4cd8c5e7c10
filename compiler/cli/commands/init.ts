import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { defineCommand } from '../define-command.js';
import { badProjectName, nameTaken } from '../diagnostics.js';
import { starterFiles } from '../init/starter.js';
import { projectOptions } from '../options/shared.js';
import { flag } from '../options/spec.js';

const STANDARD_NAME = 'my_warehouse';
const PROJECT_FILES = ['project.yml', 'dbt_project.yml'];

export default defineCommand({
  name: 'init',
  summary: 'Begin a new project that builds at once',
  details:
    'Creates a folder with a project file, two seeds, two models and tests, which builds in an embedded database without any setting. Without a name, a terminal is asked for one; elsewhere it is my_warehouse.',
  examples: [['quern init shop', 'begin a project in the folder shop']],
  arguments: [{ name: 'project_name', required: false, help: 'Name of the project and of its folder' }],
  options: {
    skipProfileSetup: flag('--skip-profile-setup -s', 'Accepted for compatibility: targets stand in the project file'),
    skipDebug: flag('--skip-debug', 'Accepted for compatibility'),
    ...projectOptions,
  },
  async handler(options, { args, emit, io, invocation }) {
    const parent = resolve(invocation.cwd, options.projectDir ?? '.');
    const say = (...lines: string[]) => {
      for (const message of lines) emit({ type: 'note', message });
    };
    const existing = args[0] === undefined ? PROJECT_FILES.find((file) => existsSync(join(parent, file))) : undefined;
    if (existing) {
      say(`This folder is a project already (${existing}). To check it: quern debug`);
      return { exitCode: 0 };
    }
    const name = args[0] ?? (io.interactive ? await askForName(parent) : STANDARD_NAME);
    if (name === undefined) return { exitCode: 1 };
    const problem = problemWithName(name);
    if (problem) throw new QuernError(problem);
    const folder = join(parent, name);
    if (!isFree(folder))
      throw new QuernError(nameTaken({ folder: relative(invocation.cwd, folder) || basename(folder) }));
    const files = starterFiles(name);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    say(
      `Created project '${name}' with ${Object.keys(files).length} files.`,
      '',
      'Next:',
      `  cd ${relative(invocation.cwd, folder)}`,
      '  quern build',
      '  quern show --select customers',
    );
    return { exitCode: 0 };
  },
});

function problemWithName(name: string) {
  return /^[A-Za-z_]\w*$/.test(name) ? undefined : badProjectName({ name });
}

function isFree(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0;
}

/** Undefined: the person has given up. */
async function askForName(parent: string): Promise<string | undefined> {
  const { intro, isCancel, text, cancel } = await import('@clack/prompts');
  intro('A new quern project');
  const answer = await text({
    message: 'What is it to be called?',
    placeholder: STANDARD_NAME,
    defaultValue: STANDARD_NAME,
    validate: (value) => {
      const name = value || STANDARD_NAME;
      const problem = problemWithName(name);
      if (problem) return problem.hint;
      return isFree(join(parent, name)) ? undefined : `A folder named '${name}' exists already`;
    },
  });
  if (!isCancel(answer)) return answer;
  cancel('Nothing was created.');
  return undefined;
}
