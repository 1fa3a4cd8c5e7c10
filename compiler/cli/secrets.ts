import type { CliIo, OutputStream } from './io.js';

const HIDDEN = '*****';

/** The outside world, to which nothing that is shown tells a secret: the values of `DBT_ENV_SECRET_…` are hidden wherever they appear. */
export function withoutSecrets(io: CliIo, env: CliIo['env']): CliIo {
  const secrets = Object.entries(env)
    .filter(([name, value]) => name.startsWith('DBT_ENV_SECRET_') && value?.trim())
    .flatMap(([, value]) => [value!, JSON.stringify(value).slice(1, -1)])
    // The longest first: one may be part of another.
    .sort((a, b) => b.length - a.length);
  if (secrets.length === 0) return io;
  const hide = (text: string): string =>
    secrets.reduce((shown, secret) => (shown.includes(secret) ? shown.replaceAll(secret, HIDDEN) : shown), text);
  return { ...io, stdout: hiding(io.stdout, hide), stderr: hiding(io.stderr, hide), hide };
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
