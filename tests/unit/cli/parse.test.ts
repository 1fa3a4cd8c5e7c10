import { describe, expect, it } from 'vitest';
import { globalOptions } from '../../../compiler/cli/options/global.js';
import { type OptionSpec, spellings } from '../../../compiler/cli/options/spec.js';
import { parseCall } from '../../../compiler/cli/parse.js';
import { commands } from '../../../compiler/cli/registry.js';

async function optionsOf(line: string[], env: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const call = await parseCall(line, env);
  if (call.kind !== 'command') throw new Error(call.kind);
  return call.options as Record<string, unknown>;
}

/** Global options of dbt 1.12, as its command line declares them: spellings, and what stands for a value. */
const DBT_GLOBAL = `
--cache-selected-only / --no-cache-selected-only
--debug / -d / --no-debug
--defer / --no-defer
--deprecated-defer=<boolean>
--defer-state=<directory>
--deprecated-favor-state=<text>
--deprecated-print / --deprecated-no-print
--deprecated-state=<directory>
--fail-fast / -x / --no-fail-fast
--favor-state / --no-favor-state
--hints-enabled / --no-hints-enabled
--indirect-selection=eager
--log-cache-events / --no-log-cache-events
--log-file-max-bytes=<integer>
--log-format=json
--log-format-file=json
--log-level=debug
--log-level-file=debug
--log-path=<path>
--macro-debugging / --no-macro-debugging
--maximum-seed-size-mib=<integer>
--partial-parse / --no-partial-parse
--partial-parse-file-path=<file>
--partial-parse-file-diff / --no-partial-parse-file-diff
--populate-cache / --no-populate-cache
--print / --no-print
--printer-width=<integer>
--profile=<text>
--quiet / -q / --no-quiet
--record-timing-info / -r=<path>
--send-anonymous-usage-stats / --no-send-anonymous-usage-stats
--single-threaded / --no-single-threaded
--snowflake-projects-otel / --no-snowflake-projects-otel
--show-all-deprecations / --no-show-all-deprecations
--state=<directory>
--static-parser / --no-static-parser
--target / -t=<text>
--use-colors / --no-use-colors
--use-colors-file / --no-use-colors-file
--use-experimental-parser / --no-use-experimental-parser
--use-v2-parser / --no-use-v2-parser
--v2-parser=<text>
--version-check / --no-version-check
--warn-error
--warn-error-options=<yaml>
--write-json / --no-write-json
--use-fast-test-edges / --no-use-fast-test-edges
--upload-to-artifacts-ingest-api / --no-upload-to-artifacts-ingest-api
--show-resource-report / --no-show-resource-report`;

const SELECT = '-s / --select / -m / --models / --model=<tuple>\n--exclude=<tuple>\n--selector=<text>';
const PROJECT = '--profiles-dir=<path>\n--project-dir=<path>\n--vars=<YAML>';
const RESOURCES = '--resource-types / --resource-type=model\n--exclude-resource-types / --exclude-resource-type=test';
const NODES = `${SELECT}\n${PROJECT}\n--target-path=<path>\n--threads=<integer>`;
const TIME = '--event-time-start=<datetime>\n--event-time-end=<datetime>\n--sample=<SAMPLE>';

/** Options of each command of dbt 1.12 that quern has. */
const DBT_COMMANDS: Readonly<Record<string, string>> = {
  build: `${NODES}\n${RESOURCES}\n${TIME}\n--empty / --no-empty\n--export-saved-queries / --no-export-saved-queries\n--full-refresh / -f\n--include-saved-query / --no-include-saved-query\n--sqlparse=<x>\n--show\n--store-failures`,
  clean: `${PROJECT}\n--clean-project-files-only / --no-clean-project-files-only\n--target-path=<path>`,
  compile: `${NODES}\n--full-refresh / -f\n--output=json\n--introspect / --no-introspect\n--empty / --no-empty\n--inline=<text>\n--inject-ephemeral-ctes / --no-inject-ephemeral-ctes\n--sqlparse=<x>`,
  show: `${NODES}\n--full-refresh / -f\n--output=json\n--limit=<integer>\n--introspect / --no-introspect\n--inline=<text>\n--inline-direct=<text>\n--sqlparse=<x>`,
  debug: `${PROJECT}\n--connection\n--config-dir`,
  init: `${PROJECT}\n--skip-profile-setup / -s\n--skip-debug`,
  list: `${PROJECT}\n${RESOURCES}\n-m / --models / --model=<tuple>\n-s / --select=<tuple>\n--exclude=<tuple>\n--selector=<text>\n--output=name\n--output-keys=<tuple>\n--target-path=<path>`,
  parse: `${PROJECT}\n--target-path=<path>\n--threads=<integer>`,
  run: `${NODES}\n${TIME}\n--full-refresh / -f\n--empty / --no-empty\n--sqlparse=<x>`,
  'run-operation macro': `${PROJECT}\n--args=<YAML>\n--sql=<text>\n--target-path=<path>\n--threads=<integer>`,
  seed: `${NODES}\n--empty / --no-empty\n--full-refresh / -f\n--sqlparse=<x>\n--show`,
  test: `${NODES}\n${RESOURCES}\n--sqlparse=<x>\n--store-failures`,
};

interface Case {
  readonly command: string[];
  readonly flag: string;
  readonly value?: string;
}

function casesOf(command: string, table: string): Case[] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [flags, value] = line.split('=') as [string, string | undefined];
      const written = value === '<integer>' ? '7' : value;
      return flags
        .split(' / ')
        .map((flag) => ({ command: command.split(' '), flag, ...(written ? { value: written } : {}) }));
    });
}

const globalCases = casesOf('run', DBT_GLOBAL);
const commandCases = Object.entries(DBT_COMMANDS).flatMap(([command, table]) => casesOf(command, table));

describe('options of dbt', () => {
  it.each(globalCases)('$flag before a command', async ({ command, flag, value }) => {
    const options = await optionsOf([flag, ...(value ? [value] : []), ...command]);
    expect(Object.values(options)).toHaveLength(1);
  });

  it.each([...globalCases, ...commandCases])('$command $flag', async ({ command, flag, value }) => {
    const options = await optionsOf([...command, flag, ...(value ? [value] : [])]);
    const [given] = Object.values(options);
    if (value === undefined) expect(given).toBe(!/^--(deprecated-)?no-/.test(flag));
    else expect([given].flat().map(String)).toEqual([value]);
  });

  it('are all that the table has', () => {
    // dbt's 50 less --version.
    expect(DBT_GLOBAL.trim().split('\n')).toHaveLength(49);
    expect(commandCases.length).toBe(176);
  });
});

describe('a command line', () => {
  it.each([
    [['run', '--select', 'a', 'b', '-s', 'c'], { select: ['a', 'b', 'c'] }],
    [['run', '--select=a', 'b'], { select: ['a', 'b'] }],
    [['run', '-m', 'a', '--models', 'b', '--model', 'c'], { select: ['a', 'b', 'c'] }],
    [
      ['run', '--select', '+a+', '@b', '--exclude', 'tag:x', '--threads', '8'],
      { select: ['+a+', '@b'], exclude: ['tag:x'], threads: 8 },
    ],
    [['run', '--vars', '{a: 1}'], { vars: '{a: 1}' }],
    [['run', '--vars={a: 1}'], { vars: '{a: 1}' }],
    [['-q', 'run', '-xf', '-t', 'prod'], { quiet: true, failFast: true, fullRefresh: true, target: 'prod' }],
    [['--target', 'a', 'run', '--target', 'b'], { target: 'b' }],
    [['--no-use-colors', 'run', '--no-partial-parse'], { useColors: false, partialParse: false }],
    [['run', '--debug', '--no-debug'], { debug: false }],
    [['show', '--inline', 'select 1', '--limit', '-1'], { inline: 'select 1', limit: -1 }],
    [
      ['ls', '--output-keys', 'name tags', 'alias', '--output', 'JSON'],
      { outputKeys: ['name tags', 'alias'], output: 'json' },
    ],
    [
      ['ls', '--resource-type', 'model', 'seed', '--resource-type', 'test'],
      { resourceTypes: ['model', 'seed', 'test'] },
    ],
    [['init', 'shop', '-s'], { skipProfileSetup: true }],
    [['run-operation', 'm', '--args', '{x: 1}'], { args: '{x: 1}' }],
    [['run'], {}],
  ])('%j', async (line, expected) => {
    expect(await optionsOf(line)).toEqual(expected);
  });

  it.each([
    [['--version'], 'version'],
    [['-V'], 'version'],
    [['run', '--version'], 'version'],
    [['--help'], 'help'],
    [['run', '--help'], 'help'],
    [['help', 'run'], 'help'],
    [[], 'help'],
  ])('%j asks for %s', async (line, kind) => {
    expect((await parseCall(line, {})).kind).toBe(kind);
  });

  it('knows aliases', async () => {
    const call = await parseCall(['ls'], {});
    expect(call.kind === 'command' && call.command.name).toBe('list');
  });
});

describe('the environment', () => {
  it.each([
    [{ DBT_TARGET: 'a' }, { target: 'a' }],
    [{ DBT_TARGET: 'a', DBT_ENGINE_TARGET: 'b' }, { target: 'b' }],
    [{ DBT_TARGET: 'a', DBT_ENGINE_TARGET: 'b', QUERN_TARGET: 'c' }, { target: 'c' }],
    [
      { DBT_FULL_REFRESH: '1', DBT_PARTIAL_PARSE: 'no' },
      { fullRefresh: true, partialParse: false },
    ],
    [{ DBT_NO_PRINT: 'true' }, { print: false }],
    [{ DBT_PRINTER_WIDTH: '120' }, { printerWidth: 120 }],
    [{ DBT_DEBUG: '' }, {}],
  ])('%j', async (env, expected) => {
    expect(await optionsOf(['run'], env as unknown as Record<string, string>)).toEqual(expected);
  });

  it('is weaker than the command line', async () => {
    expect(await optionsOf(['run', '--target', 'z', '--no-debug'], { DBT_TARGET: 'a', DBT_DEBUG: 'true' })).toEqual({
      target: 'z',
      debug: false,
    });
  });

  it('gives lists by spaces', async () => {
    expect(await optionsOf(['build'], { DBT_RESOURCE_TYPES: 'model seed' })).toEqual({
      resourceTypes: ['model', 'seed'],
    });
  });
});

describe('the tables of options', () => {
  it('use each spelling once in a command', async () => {
    for (const entry of commands) {
      const options = (await entry.load?.())?.default.options ?? {};
      const all = Object.values<OptionSpec>({ ...globalOptions, ...options }).flatMap(spellings);
      expect(new Set(all).size, entry.names[0]).toBe(all.length);
    }
  });
});
