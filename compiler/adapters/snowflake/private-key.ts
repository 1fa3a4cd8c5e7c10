import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { QuernError } from '../../base/diagnostics.js';
import { loginFailed } from '../diagnostics.js';

export interface KeySource {
  /** PEM, or Base64 of DER. */
  readonly text?: string | undefined;
  readonly path?: string | undefined;
  readonly passphrase?: string | undefined;
}

/** The key as the driver takes it: PEM of PKCS #8, without a passphrase. Throws QuernError that says what is wrong, never the key. */
export function readPrivateKey({ text, path, passphrase }: KeySource): string {
  const raw = text ?? readKeyFile(path ?? '');
  const key = decode(
    raw.trim(),
    passphrase || undefined,
    text === undefined ? `The private key '${path}'` : 'The private key',
  );
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path.startsWith('~/') ? join(homedir(), path.slice(2)) : path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw problem(`The private key '${path}' cannot be used: ${reason}`, "Check 'private_key_path' in the profile.");
  }
}

function decode(text: string, passphrase: string | undefined, what: string): KeyObject {
  // Of an environment variable, where line breaks are often written out.
  const pem = text.includes('\\n') ? text.replaceAll('\\n', '\n') : text;
  const withPassphrase = passphrase === undefined ? {} : { passphrase };
  try {
    return pem.startsWith('-----')
      ? createPrivateKey({ key: pem, format: 'pem', ...withPassphrase })
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8', ...withPassphrase });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MISSING_PASSPHRASE' || /interrupted or cancelled/.test(message))
      throw problem(`${what} is encrypted, but there is no passphrase`, "Set 'private_key_passphrase' in the profile.");
    if (passphrase !== undefined && /bad decrypt|password|DECODER|wrong/i.test(`${code} ${message}`))
      throw problem(
        `${what} cannot be decrypted: the passphrase is wrong`,
        "Check 'private_key_passphrase' in the profile.",
      );
    throw problem(`${what} cannot be used: it is neither PEM nor the Base64 of a PKCS #8 key`);
  }
}

function problem(message: string, advice?: string): QuernError {
  return new QuernError(loginFailed({ message, ...(advice === undefined ? {} : { advice }) }));
}
