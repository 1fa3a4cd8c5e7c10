// Runs one tool's commands on a copy of a project and keeps what can be compared, as plain data.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { databaseContents, resetDatabase } from './postgres.mjs';
import { contents } from './relations.mjs';

const GENERATED = /^(target|logs|\.git|node_modules)$|\.duckdb(\.wal)?$/;

/** Same folder name for both tools, since names of databases and paths can come from it. */
function copyProject(source) {
  const base = mkdtempSync(join(tmpdir(), 'quern-compare-'));
  const dir = join(base, basename(resolve(source)));
  mkdirSync(dir);
  for (const name of readdirSync(source)) {
    if (!GENERATED.test(name)) cpSync(join(source, name), join(dir, name), { recursive: true });
  }
  return { base, dir };
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Instants of the run itself (`run_started_at`, `modules.datetime`, in UTC or local time) are no facts about the project. */
function withoutNow(text, since) {
  const isNow = (instant) => instant >= since - 1000 && instant <= Date.now() + 1000;
  return text.replace(/\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?/g, (found) => {
    const iso = found.replace(' ', 'T');
    return isNow(Date.parse(`${iso}Z`)) || isNow(Date.parse(iso)) ? '<now>' : found;
  });
}

/** Compiled files by path, white space folded, the copy's own folder and the run's own instants taken out. */
function compiledFiles(target, dir, since) {
  const root = join(target, 'compiled');
  if (!existsSync(root)) return {};
  const files = readdirSync(root, { recursive: true }).map(String);
  const text = (file) =>
    withoutNow(readFileSync(join(root, file), 'utf8').replaceAll(dir, '').replace(/\s+/g, ' ').trim(), since);
  return Object.fromEntries(
    files.filter((f) => f.endsWith('.sql') && statSync(join(root, f)).isFile()).map((file) => [file, text(file)]),
  );
}

/** Database files of the project, by path in it. */
function databases(dir, inner = '') {
  return readdirSync(join(dir, inner), { withFileTypes: true }).flatMap((entry) => {
    const path = join(inner, entry.name);
    if (entry.isDirectory())
      return /^(dbt_packages|dbt_modules|target|logs)$/.test(entry.name) ? [] : databases(dir, path);
    return /\.(duckdb|db)$/.test(entry.name) ? [path] : [];
  });
}

/** The options that change what a project means; a parse has to have them too. */
function meaning(words) {
  const kept = [];
  for (let at = 0; at < words.length; at += 1) {
    if (/^--(vars|target|profile)=/.test(words[at])) kept.push(words[at]);
    else if (/^(--vars|--target|-t|--profile)$/.test(words[at])) kept.push(words[at], words[++at]);
  }
  return kept;
}

/** A command line as words; quotes hold words together. */
export function words(text) {
  return [...text.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replace(/(['"])(.*?)\1/g, '$2'));
}

function perform(tool, options) {
  const { base, dir } = copyProject(options.source);
  const env = {
    ...process.env,
    ...options.env,
    NO_COLOR: '1',
    DBT_PROFILES_DIR: resolve(dir, options.profiles),
    DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
  };
  const target = join(dir, 'target');
  const execute = (command) => {
    const [program, ...first] = tool.command;
    const at = performance.now();
    const result = spawnSync(program, [...first, ...command], { cwd: dir, env, encoding: 'utf8', maxBuffer: 1 << 28 });
    const output = `${result.stdout}\n${result.stderr}`.replaceAll(dir, '');
    return { command: command.join(' '), code: result.status, output, seconds: (performance.now() - at) / 1000 };
  };
  const outcome = { dir, steps: [] };
  const since = Date.now();
  if (options.postgres) resetDatabase(options.python, options.postgres);
  const relations = () =>
    options.postgres
      ? databaseContents(options.python, options.postgres)
      : Object.assign({}, ...databases(dir).map((file) => contents(options.python, dir, file)));
  try {
    options.steps.forEach((command, index) => {
      // The manifest after a parse: a run adds macros to it as it meets them.
      if (options.manifest && index === options.quiet) {
        outcome.parse = execute(['parse', ...meaning(command)]);
        outcome.manifest = readJson(join(target, 'manifest.json'));
        outcome.semanticManifest = readJson(join(target, 'semantic_manifest.json'));
      }
      rmSync(join(target, 'run_results.json'), { force: true });
      const step = execute(command);
      const compared = index >= options.quiet;
      outcome.steps.push({
        ...step,
        compared,
        results: readJson(join(target, 'run_results.json'))?.results ?? [],
        compiled: compared ? compiledFiles(target, dir, since) : {},
        relations: compared ? relations() : {},
      });
    });
  } finally {
    if (!options.keep) rmSync(base, { recursive: true, force: true });
  }
  return outcome;
}

function digest(source) {
  const hash = createHash('sha1');
  const walk = (inner) => {
    for (const entry of readdirSync(join(source, inner), { withFileTypes: true })) {
      if (GENERATED.test(entry.name)) continue;
      const path = join(inner, entry.name);
      if (entry.isDirectory()) walk(path);
      else hash.update(path).update(readFileSync(join(source, path)));
    }
  };
  walk('');
  return hash.digest('hex');
}

/** What `tool` does with the project; answered from `options.cache` when nothing that goes in has changed. */
export function outcomeOf(tool, options) {
  if (!options.cache) return perform(tool, options);
  const { source, steps, quiet, profiles, manifest, env, postgres } = options;
  const key = createHash('sha1')
    .update(JSON.stringify([digest(source), tool, steps, quiet, profiles, manifest, env, postgres]))
    .digest('hex');
  const file = join(options.cache, `${basename(resolve(source))}-${key}.json`);
  const cached = readJson(file);
  if (cached) return cached;
  const outcome = perform(tool, options);
  mkdirSync(options.cache, { recursive: true });
  writeFileSync(file, JSON.stringify(outcome));
  return outcome;
}
