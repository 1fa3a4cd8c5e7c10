import { QuernError } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { noProvider } from '../diagnostics.js';

/** dbt's platform puts here, as JSON, how the repositories of a provider are reached: `[{org, url, token, provider}]`. */
export const PROVIDERS_VARIABLE = 'DBT_ENV_PRIVATE_GIT_PROVIDER_INFO';

interface Repository {
  readonly org: string;
  /** With `{token}`, `{repo}`, `{group}` or `{project}` to be filled in. */
  readonly url: string;
  readonly token: string;
  readonly provider: string;
}

interface Name {
  readonly org: string;
  /** What stands between organisation and repository; may be empty. */
  readonly group: string;
  readonly repo: string;
}

const AZURE = ['ado', 'azure_devops', 'azure_active_directory'];
const PROVIDERS = ['github', 'gitlab', ...AZURE];

/**
 * The address of a private package, by dbt's rules: the first of the providers' repositories that fits, with its token; by ssh where none
 * is given. Throws QuernError.
 */
export function privateAddress(
  written: string,
  provider: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  span?: Span,
): string {
  const fail = (problem: string): never => {
    throw new QuernError(noProvider({ package: written, problem }, span));
  };
  const name = nameOf(written) ?? fail('write owner/name');
  if (/[\s@:?#\\]|(^|\/)\.\.?(\/|$)/.test(written)) fail('it is no name of a repository');
  if (provider !== undefined && !PROVIDERS.includes(provider)) fail(`'${provider}' is no provider`);
  const repositories = repositoriesOf(env[PROVIDERS_VARIABLE], fail);
  if (repositories.length === 0) return sshAddress(written, provider, fail);
  const found = repositories.find((repository) => fits(repository, name, provider));
  if (!found) return fail(`none of the repositories of ${PROVIDERS_VARIABLE} fits`);
  const values: Readonly<Record<string, string>> = {
    token: found.token,
    repo: name.repo,
    group: name.group,
    project: name.group,
  };
  return found.url.replace(/\{(\w+)\}/g, (all, key: string) => values[key] ?? all);
}

function nameOf(path: string): Name | undefined {
  const parts = path.split('/');
  if (parts.length < 2 || parts.some((part) => part === '')) return undefined;
  return { org: parts[0]!, group: parts.slice(1, -1).join('/'), repo: parts.at(-1)! };
}

function repositoriesOf(json: string | undefined, fail: (problem: string) => never): readonly Repository[] {
  if (!json) return [];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return fail(`${PROVIDERS_VARIABLE} is no JSON`);
  }
  const isRepository = (item: unknown): item is Repository =>
    ['org', 'url', 'token', 'provider'].every(
      (key) => typeof (item as Record<string, unknown> | null)?.[key] === 'string',
    );
  if (!Array.isArray(value) || !value.every(isRepository))
    return fail(`${PROVIDERS_VARIABLE} is no list of {org, url, token, provider}`);
  return value;
}

function fits(repository: Repository, name: Name, wanted: string | undefined): boolean {
  const { org, url, provider } = repository;
  if (org !== name.org) return false;
  const azure = AZURE.includes(provider);
  if (wanted !== undefined && wanted !== provider && !(azure && AZURE.includes(wanted))) return false;
  // The older names of Azure's provider know no project between organisation and repository.
  const isOld = azure && provider !== 'ado';
  if (isOld && wanted === 'ado' && name.group === '') return false;
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/]*\/([^?#]*)/i.exec(url)?.[1]?.replace(/\.git$/, '') ?? '';
  const pattern = nameOf(azure ? path.replace('/_git/', '/') : path);
  if (!pattern || pattern.org !== name.org) return false;
  if (pattern.repo !== name.repo && pattern.repo !== '{repo}') return false;
  const oldName = wanted !== undefined && AZURE.includes(wanted) && wanted !== 'ado';
  const anyGroup = name.group === '' ? isOld || oldName : isOld && oldName;
  if (anyGroup || pattern.group === name.group) return true;
  return name.group !== '' && (pattern.group === '{group}' || pattern.group === '{project}');
}

function sshAddress(written: string, provider: string | undefined, fail: (problem: string) => never): string {
  switch (provider ?? 'github') {
    case 'github':
      return `git@github.com:${written}.git`;
    case 'gitlab':
      return `git@gitlab.com:${written}.git`;
    case 'ado':
    case 'azure_devops':
      if (written.split('/').length < 3) return fail(`the provider ${provider} wants org/project/repo`);
      return `git@ssh.dev.azure.com:v3/${written}`;
    default:
      return fail(`'${provider}' has no address of its own`);
  }
}
