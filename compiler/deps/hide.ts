import type { Diagnostic } from '../base/diagnostics.js';
import { PROVIDERS_VARIABLE } from './sources/private.js';
import type { DepsEvent } from './types.js';

const HIDDEN = '*****';
/** `git@` is the name of everybody who comes by ssh. */
const CREDENTIALS = /(\b[a-z][a-z0-9+.-]*:\/\/)(?!git@)[^\s/@'"]+(?:@[^\s/@'"]+)*@/gi;

export type Hide = (text: string) => string;

/** Hides the tokens of private repositories' providers, and names and passwords in addresses. Secret environment variables are hidden by whoever shows a text. */
export function hiderOf(env: Readonly<Record<string, string | undefined>>): Hide {
  const tokens = tokensIn(env[PROVIDERS_VARIABLE]);
  return (text) => {
    const shown = tokens.reduce((all, token) => all.replaceAll(token, HIDDEN), text);
    return shown.includes('://') ? shown.replace(CREDENTIALS, `$1${HIDDEN}@`) : shown;
  };
}

function tokensIn(json: string | undefined): string[] {
  // What is wrong with it is reported where it is used.
  return [...(json ?? '').matchAll(/"token"\s*:\s*"((?:[^"\\]|\\.)+)"/g)].flatMap(([, token]) =>
    token && token.trim() !== '' ? [token, token.replace(/\\(.)/g, '$1')] : [],
  );
}

export function hideInEvent(event: DepsEvent, hide: Hide): DepsEvent {
  const entries = Object.entries(event).map(([key, value]) => [key, typeof value === 'string' ? hide(value) : value]);
  return Object.fromEntries(entries) as DepsEvent;
}

export function hideInDiagnostic(diagnostic: Diagnostic, hide: Hide): Diagnostic {
  const { message, hint } = diagnostic;
  return { ...diagnostic, message: hide(message), ...(hint === undefined ? {} : { hint: hide(hint) }) };
}
