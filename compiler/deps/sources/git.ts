import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import { badArchive, gitFailed, interrupted } from '../diagnostics.js';
import { BrokenArchive, type Extracted, extract } from './archive.js';
import { checkGitAddress, checkRevision, isCommit } from './git-address.js';
import { type GitCall, GitError, git, gitStream } from './git-command.js';

/** A repository's commit on this machine. */
export interface Checkout {
  readonly call: GitCall;
  readonly address: string;
  readonly commit: string;
}

/**
 * Fetches a branch, tag (before a branch of the same name, as dbt has it) or commit, `HEAD` for the default branch, into a bare repository
 * `folder`: nothing is checked out. Throws QuernError.
 */
export async function fetchCommit(
  address: string,
  revision: string,
  folder: string,
  around: Pick<GitCall, 'env' | 'signal'>,
): Promise<Checkout> {
  checkGitAddress(address);
  checkRevision(address, revision);
  const call: GitCall = { ...around, repository: folder };
  mkdirSync(folder, { recursive: true });
  let refs: ReadonlyMap<string, string> | undefined;
  try {
    await git(call, ['init', '--quiet', '--bare', '--template=', folder]);
    if (isCommit(revision)) return { call, address, commit: await fetchExact(call, address, revision) };
    refs = await remoteRefs(call, address);
    const name = [`refs/tags/${revision}`, `refs/heads/${revision}`, revision].find((ref) => refs!.has(ref));
    if (!name) throw new GitError(`there is no branch or tag '${revision}'`);
    await git(call, ['fetch', '--quiet', '--no-tags', '--depth', '1', '--', address, name]);
    return { call, address, commit: await commitOf(call, 'FETCH_HEAD') };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (around.signal.aborted) throw new QuernError(interrupted({}));
    throw new QuernError(gitFailed({ address, revision, said: error.said, hint: advice(error.said, revision, refs) }));
  }
}

/** Writes the files of a commit, or of a folder in it, into `folder`. Throws QuernError. */
export async function writeTree(
  { call, address, commit }: Checkout,
  subdirectory: string | undefined,
  folder: string,
): Promise<Extracted> {
  // What a project leaves out of its releases belongs to a checkout.
  const info = join(call.repository, 'info');
  mkdirSync(info, { recursive: true });
  writeFileSync(join(info, 'attributes'), '* -export-ignore -export-subst\n');
  const tree = subdirectory === undefined ? commit : `${commit}:${subdirectory}`;
  try {
    return await gitStream(call, ['archive', '--format=tar', tree], (stream) =>
      extract(stream, folder, { place: address, gzip: false }),
    );
  } catch (error) {
    if (call.signal.aborted) throw new QuernError(interrupted({}));
    if (error instanceof BrokenArchive || error instanceof GitError) {
      const problem = subdirectory === undefined ? error.message : `it has no folder '${subdirectory}'`;
      throw new QuernError(badArchive({ place: address, problem }));
    }
    throw error;
  }
}

async function fetchExact(call: GitCall, address: string, commit: string): Promise<string> {
  const fetch = (...args: string[]) => git(call, ['fetch', '--quiet', ...args]);
  try {
    await fetch('--no-tags', '--depth', '1', '--', address, commit);
    return await commitOf(call, 'FETCH_HEAD');
  } catch (error) {
    if (!(error instanceof GitError) || call.signal.aborted) throw error;
    // Some servers give only what a branch or tag points at: then all of them are fetched, and it must be among their commits.
    if (!/unadvertised object|not our ref|allow|upload-pack/i.test(error.said)) throw error;
    await fetch('--no-tags', '--', address, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*');
    try {
      return await commitOf(call, commit);
    } catch {
      throw error;
    }
  }
}

async function commitOf(call: GitCall, name: string): Promise<string> {
  return (await git(call, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`])).trim();
}

/** Names → ids of the branches and tags of a repository, and HEAD. */
async function remoteRefs(call: GitCall, address: string): Promise<ReadonlyMap<string, string>> {
  const lines = (await git(call, ['ls-remote', '--quiet', '--', address])).split('\n');
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [id, name] = line.split('\t');
      return id && name ? [[name, id]] : [];
    }),
  );
}

function advice(said: string, revision: string, refs: ReadonlyMap<string, string> | undefined): string | undefined {
  if (refs) {
    const names = [...refs.keys()]
      .map((ref) => ref.replace(/^refs\/(heads|tags)\//, ''))
      .filter((n) => !n.startsWith('refs/'));
    const near = closest(revision, names);
    if (near) return `Did you mean '${near}'?`;
    return /^[0-9a-f]{7,39}$/.test(revision) ? 'A commit is named by all 40 characters' : undefined;
  }
  if (
    /could not read (Username|Password)|Authentication failed|terminal prompts disabled|Permission denied|HTTP 40[13]/i.test(
      said,
    )
  )
    return "Repositories that are not public need a login: a credential helper, an ssh key, or a token in the address: https://{{ env_var('DBT_ENV_SECRET_TOKEN') }}@…";
  if (/Host key verification failed/i.test(said)) return 'Connect to the host with ssh once, so that its key is known';
  return undefined;
}
