import type { ProjectConfig } from './types.js';

/** Names of environment variables and vars that begin so hold secrets. */
export const SECRET_PREFIX = 'DBT_ENV_SECRET';

const HIDDEN = '*****';
const SECRET_KEY = /pass|token|secret|private_key|keyfile_json/i;

/** The values that are secret by their names, as they are and as JSON writes them. */
export function namedSecrets(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    name.startsWith(SECRET_PREFIX) && typeof value === 'string' && value.trim() ? withJson(value) : [],
  );
}

/** Passwords of the profile that the command line gave as vars: nothing else of the command line can be known to be secret. */
export function typedPasswords({ cliVars, profile }: Pick<ProjectConfig, 'cliVars' | 'profile'>): string[] {
  const passwords = Object.entries(profile.output).flatMap(([key, value]) => (SECRET_KEY.test(key) ? [value] : []));
  const typed = Object.values(cliVars).filter((value) => typeof value === 'string' && passwords.includes(value));
  return (typed as string[]).filter((value) => value.trim()).flatMap(withJson);
}

function withJson(value: string): string[] {
  return [value, JSON.stringify(value).slice(1, -1)];
}

/** A function that puts stars in place of the secrets; undefined where there are none. */
export function hider(secrets: readonly string[]): ((text: string) => string) | undefined {
  if (secrets.length === 0) return undefined;
  // The longest first: one may be part of another.
  const sorted = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  return (text) =>
    sorted.reduce((shown, secret) => (shown.includes(secret) ? shown.replaceAll(secret, HIDDEN) : shown), text);
}
