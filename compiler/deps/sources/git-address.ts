import { QuernError } from '../../base/diagnostics.js';
import { badAddress } from '../diagnostics.js';

const SCHEMES = ['https', 'http', 'ssh', 'git', 'file'];
/** `user@host:path`, as ssh has it. */
const SCP = /^(?:[\w.+-]+@)?\[?[\w.:-]+\]?:(?!\/\/|:).+$/;

/**
 * Throws QuernError unless an address is one that git fetches from without running something of the address's choice: no option, no
 * remote helper (`ext::…`).
 */
export function checkGitAddress(address: string): void {
  const fail = (problem: string): never => {
    throw new QuernError(badAddress({ address: JSON.stringify(address), problem }));
  };
  if (/\p{Cc}/u.test(address)) fail('an address has no control characters');
  if (address.startsWith('-')) fail('an address does not begin with a dash');
  if (/^[^/]*::/.test(address)) fail("git's remote helpers are not used");
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/.exec(address);
  if (scheme) {
    if (!SCHEMES.includes(scheme[1]!.toLowerCase())) fail(`'${scheme[1]}' is none of ${SCHEMES.join(', ')}`);
    if (scheme[2]!.replace(/^[^/@]*@/, '').startsWith('-')) fail('a host does not begin with a dash');
    return;
  }
  if (address.startsWith('/')) return;
  if (!SCP.test(address)) fail('this is no address of a repository');
  if (/^(?:[^@:]*@)?-/.test(address)) fail('a host does not begin with a dash');
}

/** Throws QuernError unless a revision is a name that git lets branches, tags and commits have. */
export function checkRevision(address: string, revision: string): void {
  const bad =
    revision.startsWith('-') ||
    /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.lock$|\.$/u.test(revision) ||
    revision === '';
  if (!bad) return;
  const problem = `${JSON.stringify(revision)} is no branch, tag or commit`;
  throw new QuernError(badAddress({ address, problem }));
}

/** A folder inside a repository, without what leads nowhere; undefined for the repository itself. Throws QuernError for one outside. */
export function subdirectoryPath(address: string, written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const parts = written.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..') || /[\0\\]/.test(written) || /^[A-Za-z]:/.test(written) || written.startsWith('/'))
    throw new QuernError(
      badAddress({ address, problem: `the subdirectory ${JSON.stringify(written)} is none of the repository` }),
    );
  return parts.length > 0 ? parts.join('/') : undefined;
}

export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}
