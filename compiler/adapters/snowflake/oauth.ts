import { QuernError } from '../../base/diagnostics.js';
import { loginFailed } from '../diagnostics.js';
import { addressOf } from './connection-options.js';
import type { SnowflakeCredentials } from './credentials.js';

/**
 * With `authenticator: oauth` and a client's id and secret, `token` is a refresh token: the account gives an access token for it.
 * Undefined where the profile's token is used as it is. Throws QuernError, or what the network threw.
 */
export async function accessToken(credentials: SnowflakeCredentials): Promise<string | undefined> {
  const { authenticator, oauth_client_id: id, oauth_client_secret: secret, token } = credentials;
  if (String(authenticator ?? '').toLowerCase() !== 'oauth' || !id || !secret) return undefined;
  const answer = await fetch(`${addressOf(credentials)}/oauth/token-request`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: String(token) }),
  });
  const body = (await answer.json().catch(() => ({}))) as {
    readonly access_token?: unknown;
    readonly message?: unknown;
  };
  if (typeof body.access_token === 'string') return body.access_token;
  const reason = typeof body.message === 'string' ? `: ${body.message}` : ` (HTTP ${answer.status})`;
  throw new QuernError(
    loginFailed({
      message: `The account gave no access token for the refresh token${reason}`,
      advice:
        "Check 'token', 'oauth_client_id' and 'oauth_client_secret' in the profile; the refresh token may have expired.",
    }),
  );
}
