import { hider, namedSecrets, SECRET_PREFIX } from '../config/secrets.js';
import { parseDictionaryOption } from '../config/vars.js';
import type { CliIo, OutputStream } from './io.js';

/** The outside world, to which nothing that is shown tells a secret: the values of `DBT_ENV_SECRET_…` are hidden wherever they appear. */
export function withoutSecrets(io: CliIo, values: Readonly<Record<string, unknown>>): CliIo {
  const hide = hider(namedSecrets(values));
  if (!hide) return io;
  const hideAll = io.hide ? (text: string) => hide(io.hide!(text)) : hide;
  return { ...io, stdout: hiding(io.stdout, hide), stderr: hiding(io.stderr, hide), hide: hideAll };
}

/** The same for secret vars of the command line. */
export function withoutSecretVars(io: CliIo, vars: unknown): CliIo {
  if (typeof vars !== 'string' || !vars.includes(SECRET_PREFIX)) return io;
  try {
    return withoutSecrets(io, parseDictionaryOption('vars', vars));
  } catch {
    // What cannot be read is reported when the project is opened.
    return io;
  }
}

function hiding(stream: OutputStream, hide: (text: string) => string): OutputStream {
  return {
    write: (text) => stream.write(hide(text)),
    get isTTY() {
      return stream.isTTY ?? false;
    },
    // Its width changes with the window.
    get columns() {
      return stream.columns as number;
    },
    on: (event, listener) => stream.on?.(event, listener),
    off: (event, listener) => stream.off?.(event, listener),
  };
}
