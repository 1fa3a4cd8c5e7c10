import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { noGit } from '../diagnostics.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Git ended with an error. */
export class GitError extends Error {
  constructor(readonly said: string) {
    super(said);
  }
}

export interface GitCall {
  readonly env: Env;
  readonly signal: AbortSignal;
  /** The folder of a bare repository. */
  readonly repository: string;
}

/** What is fetched is data: nothing of it is run, and nothing asks the user. */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'protocol.ext.allow=never',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=60',
];
const MAX_PACK = 1 << 30;
const LONGEST = 15 * 60_000;

/** Runs git in a bare repository and answers what it prints. Throws GitError, or QuernError where there is no git. */
export async function git(call: GitCall, args: readonly string[]): Promise<string> {
  const child = start(call, args);
  const parts: Buffer[] = [];
  child.stdout!.on('data', (part: Buffer) => void parts.push(part));
  await ended(child, call);
  return Buffer.concat(parts).toString('utf8');
}

/** The same for an output that is not kept: `take` reads it as it comes. */
export async function gitStream<T>(
  call: GitCall,
  args: readonly string[],
  take: (stream: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  const child = start(call, args);
  const end = ended(child, call);
  end.catch(() => {});
  try {
    const result = await take(child.stdout!);
    await end;
    return result;
  } finally {
    stop(child);
  }
}

function start({ env, repository }: GitCall, args: readonly string[]): ChildProcess {
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  return spawn('git', [...settings, `--git-dir=${repository}`, ...args], {
    cwd: repository,
    env: environmentOf(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Without a terminal, ssh can ask nobody for a password.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

/** The user's, without what ties git to the repository that quern is called in, with what keeps it from asking. */
export function environmentOf(env: Env): NodeJS.ProcessEnv {
  const own = Object.fromEntries(
    Object.entries(env).filter(
      ([key]) =>
        !/^GIT_(DIR|WORK_TREE|INDEX_FILE|NAMESPACE|PREFIX|.*OBJECT_DIRECTOR.*|COMMON_DIR|CONFIG_PARAMETERS)$/.test(key),
    ),
  );
  return {
    ...own,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    // A program that the user set up to answer for him is asked; none is found elsewhere.
    GIT_ASKPASS: env.GIT_ASKPASS ?? '',
    SSH_ASKPASS: env.SSH_ASKPASS ?? '',
    GCM_INTERACTIVE: 'never',
    GIT_LFS_SKIP_SMUDGE: '1',
  };
}

function ended(child: ChildProcess, { signal, repository }: GitCall): Promise<void> {
  return new Promise((done, fail) => {
    const errors: Buffer[] = [];
    let problem: Error | undefined;
    const end = (error: Error) => {
      problem ??= error;
      stop(child);
    };
    const abort = () => end(new GitError('interrupted'));
    const began = Date.now();
    const watch = setInterval(() => {
      if (packSize(repository) > MAX_PACK) end(new GitError(`more than ${MAX_PACK >> 20} MiB were sent`));
      if (Date.now() - began > LONGEST) end(new GitError('it took more than 15 minutes'));
    }, 500);
    const finish = (error?: Error) => {
      clearInterval(watch);
      signal.removeEventListener('abort', abort);
      if (error) fail(error);
      else done();
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    child.stderr!.on('data', (part: Buffer) => {
      if (errors.length < 100) errors.push(part);
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      finish(error.code === 'ENOENT' ? new QuernError(noGit({})) : (problem ?? error)),
    );
    child.on('close', (code) => {
      if (problem) finish(problem);
      else if (code !== 0) finish(new GitError(Buffer.concat(errors).toString('utf8').trim()));
      else finish();
    });
  });
}

function stop(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  try {
    // Its own group: git's helpers end with it.
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended meanwhile.
  }
}

/** Bytes of what has been received so far. */
function packSize(repository: string): number {
  try {
    const folder = join(repository, 'objects/pack');
    return readdirSync(folder).reduce(
      (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  } catch {
    return 0;
  }
}
