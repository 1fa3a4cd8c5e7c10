import { any, flag, list, mapping, object, scalar, text, texts } from './definitions.js';
import type { SchemaSource } from './nodes.js';

export const packagesSchema: SchemaSource = {
  title: 'Packages',
  root: object('What a project depends on', {
    packages: list(
      object('A package', {
        package: text('owner/name on the hub'),
        version: texts('Version, or range of versions'),
        'install-prerelease': flag('Take pre-releases too'),
        install_prerelease: flag('Take pre-releases too'),
        git: text('URL of a git repository'),
        private: text('owner/name of a private repository'),
        provider: text('Where the private repository is'),
        revision: scalar('Branch, tag or commit'),
        subdirectory: text('Folder of the project in the repository'),
        'warn-unpinned': flag('Warn if the revision is not pinned'),
        local: text('Folder'),
        tarball: text('URL of an archive'),
        name: text('Name of the package'),
        unrendered: mapping(),
      }),
      'Packages',
    ),
    projects: list(any(), 'Other projects (dependencies.yml)'),
    sha1_hash: scalar(),
  }),
  definitions: {},
};

export const selectorsSchema: SchemaSource = {
  title: 'Selectors',
  root: object('Named selections', {
    selectors: list(
      object(
        'A selection',
        {
          name: text('Its name, for --selector'),
          description: text('What it is for'),
          definition: { kind: 'textOrMapping', description: 'As --select, or method and value, union, intersection' },
          default: { kind: 'any', description: 'Use it where no selection is given' },
        },
        ['name', 'definition'],
      ),
      'Selections',
    ),
  }),
  definitions: {},
};

export const varsSchema: SchemaSource = {
  title: 'Variables',
  root: object('Variables of a project', { vars: mapping('Variables, also by package') }),
  definitions: {},
};
